package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.Factor;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import io.diffluent.connectors.wire.NumberText;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which notation a column has its numbers, where that is not the plain one. */
final class NotationRules {

  private static final Pattern FRACTION = Pattern.compile("[0-9]+([.,])[0-9]+(?:[eE][-+]?[0-9]+)?");
  private static final Pattern GROUPS =
      Pattern.compile(
          "[1-9][0-9]{0,2}(?:([.,' \u00A0\u202F])[0-9]{3})(?:\\1[0-9]{3})*([.,][0-9]+)?");
  private static final Pattern UNIT = Pattern.compile("[%‰]|\\p{Sc}|°?\\p{L}.+");
  private static final Pattern LAKHS = Pattern.compile(Cells.LAKHS);

  /** No digits are grouped behind a zero. */
  private static final Pattern BELOW_ONE = Pattern.compile("0,[0-9]{3}");

  /** Cells that must agree before a comma means something; fewer are slips of the finger. */
  private static final double SOME = 0.01;

  /** The same of cells that a slip hardly makes. */
  private static final double FEW = 0.002;

  /** Share of the cells from which on a unit may be left out in the others. */
  private static final double SEVERAL = 0.25;

  /** Numbers this many times apart are no longer of one unit. */
  private static final double APART = 3;

  private int cells;
  private int numbers;
  private int points;
  private int commas;
  private int pointGroups;
  private int belowOne;
  private int commaGroups;
  private int sureCommaGroups;
  private int neutralGroups;
  private int zeros;
  private int owed;

  /** Cells with a currency in front and a factor behind. */
  private int behindSign;

  private final Map<String, Integer> units = new HashMap<>();
  private final UnitSizes sizes = new UnitSizes();
  private final Map<String, Integer> factors = new HashMap<>();

  /** Whether other columns have decimal commas, and none anything else. */
  private final boolean amongCommas;

  private NotationRules(boolean amongCommas) {
    this.amongCommas = amongCommas;
  }

  /**
   * @param counts the texts of a column with how often they occur
   * @param amongCommas whether other columns of the table have decimal commas
   */
  static NumberNotation of(Map<String, Integer> counts, boolean amongCommas) {
    NotationRules rules = new NotationRules(amongCommas);
    counts.forEach(rules::look);
    String base = rules.base();
    if (base != null) {
      return new NumberNotation(base, rules.decimal(), Written.FACTORS);
    }
    boolean factors = rules.hasFactors();
    return new NumberNotation(
        rules.unit(factors), rules.decimal(), factors ? Written.FACTORS : null);
  }

  /** Whether fractions surely have points in front, or commas surely group. */
  static boolean havePoints(Map<String, Integer> counts) {
    NotationRules rules = new NotationRules(false);
    counts.forEach(rules::look);
    double least = Math.max(3, SOME * rules.cells);
    return rules.sureCommaGroups >= least || (rules.points >= least && rules.points > rules.commas);
  }

  private void look(String text, int count) {
    cells += count;
    Matcher number = Cells.decorated(text);
    if (number == null) {
      return;
    }
    numbers += count;
    String bare = NumberText.withKeyboardMinus(text);
    owed += NumberNotation.withMinusInFront(text).equals(bare) ? 0 : count;
    String unit = Cells.unit(number);
    if (!unit.isEmpty()) {
      units.merge(unit, count, Integer::sum);
    }
    double size = NumberText.parse(number.group("number"));
    sizes.add(unit, size);
    zeros += unit.isEmpty() && size == 0 ? count : 0;
    if (Factor.is(number.group("behind"), unit)) {
      factors.merge(number.group("behind"), count, Integer::sum);
      behindSign += number.group("before").isEmpty() ? 0 : count;
    }
    separators(number.group("number"), count);
  }

  /** What three digits behind one mark mean, only the other cells of the column can tell. */
  private void separators(String number, int count) {
    String bare = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
    Matcher groups = GROUPS.matcher(bare);
    Matcher fraction = FRACTION.matcher(bare);
    if (groups.matches()) {
      char mark = groups.group(1).charAt(0);
      boolean sure = groups.group(2) != null || groups.end(1) + 4 < bare.length();
      commaGroups += mark == ',' ? count : 0;
      sureCommaGroups += mark == ',' && sure ? count : 0;
      pointGroups += mark == '.' && sure ? count : 0;
      neutralGroups += mark != ',' && mark != '.' ? count : 0;
      if (groups.group(2) != null) {
        points += groups.group(2).charAt(0) == '.' ? count : 0;
        commas += groups.group(2).charAt(0) == ',' ? count : 0;
      }
    } else if (LAKHS.matcher(bare).matches()) {
      commaGroups += count;
      sureCommaGroups += count;
    } else if (fraction.matches()) {
      points += fraction.group(1).equals(".") ? count : 0;
      commas += fraction.group(1).equals(",") ? count : 0;
      belowOne += BELOW_ONE.matcher(bare).matches() ? count : 0;
    }
  }

  /**
   * A unit is one when most cells have it, or some do and the others are such numbers without any;
   * a percent sign here and there is an error. A factor is none.
   */
  private String unit(boolean factors) {
    return units.keySet().stream()
        .filter(unit -> !(factors && Factor.is(unit)))
        .filter(unit -> units.get(unit) > 0.5 * cells || isLeftOut(unit))
        .filter(unit -> !Cells.isOf(unit) || isAlone(unit))
        .findFirst()
        .orElse(null);
  }

  /** Whether marks are out of this alone: 1/4 beside 1/2 is a fraction, or a name. */
  private boolean isAlone(String of) {
    int others =
        units.entrySet().stream()
            .filter(unit -> Cells.isOf(unit.getKey()) && !unit.getKey().equals(of))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return others <= SOME * cells;
  }

  /**
   * Whether nearly all cells have this unit or none, and their numbers are of one size; a zero is
   * of any. A sign or a letter behind some numbers is rather a remark, which says something.
   */
  private boolean isLeftOut(String unit) {
    int with = units.get(unit);
    double apart = sizes.toBare(unit);
    boolean alike = Double.isNaN(apart) ? zeros > 0 : apart > 1 / APART && apart < APART;
    return with >= Math.max(3, SEVERAL * (cells - zeros))
        && sum(units) - with <= SOME * cells
        && UNIT.matcher(unit).matches()
        && !Factor.is(unit)
        && alike;
  }

  /**
   * The unit that most cells have with different prefixes, such as B where 512 B stands beside 3
   * MB; null if there is none. One prefix that nearly all have is part of the unit.
   */
  private String base() {
    Map<String, Map<String, Integer>> prefixes = new TreeMap<>();
    units.forEach(
        (unit, count) -> {
          for (int from = 0; from < Math.min(3, unit.length()); from++) {
            String prefix = unit.substring(0, from);
            String base = unit.substring(from);
            boolean isBase = from == 0 && Factor.takesPrefixes(base);
            if (isBase || Factor.isPrefix(prefix, base)) {
              prefixes
                  .computeIfAbsent(base, b -> new HashMap<>())
                  .merge(prefix, count, Integer::sum);
            }
          }
        });
    return prefixes.entrySet().stream()
        .filter(base -> sum(base.getValue()) > 0.5 * cells)
        .filter(
            base ->
                sum(base.getValue()) - Collections.max(base.getValue().values())
                    >= Math.max(3, SOME * cells))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Whether letters multiply: 1.2k beside 950 or 3M. One that all numbers have is a unit like
   * others, unless their unit stands in front, as in €565K; and letters beside which others stand,
   * such as 12A beside 12B, name something.
   */
  private boolean hasFactors() {
    int all = sum(factors);
    int commonest = factors.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int others =
        units.entrySet().stream()
            .filter(unit -> !Factor.is(unit.getKey()) && unit.getValue() <= 0.5 * cells)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return all >= Math.max(3, SOME * cells)
        && (commonest < (1 - SOME) * numbers || behindSign > 0.5 * numbers)
        && others <= SOME * numbers;
  }

  /** Whether commas that may group digits may as well all be decimal ones: 26,126. */
  private boolean mayBeFractions() {
    return sureCommaGroups == 0 && neutralGroups == 0 && points == 0 && pointGroups == 0;
  }

  /** Whether there are numbers such as 0,126, and not fewer than what slips leave: 26,12. */
  private boolean someBelowOne() {
    return belowOne >= Math.max(3, FEW * cells) && belowOne >= commas - belowOne;
  }

  /**
   * The comma, where more fractions have it than a point, or where it may group but does not in the
   * rest of the table; else the point, where commas group.
   */
  private Decimal decimal() {
    double least = Math.max(3, SOME * cells);
    if (commas >= least && commas > points) {
      return Decimal.COMMA;
    }
    if (commas == 0 && pointGroups >= least && points == 0) {
      return Decimal.COMMA;
    }
    if (commaGroups > 0 && mayBeFractions() && (amongCommas || someBelowOne())) {
      return Decimal.COMMA;
    }
    return commaGroups + neutralGroups >= least || owed >= least ? Decimal.POINT : null;
  }
}
