package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.Factor;
import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import io.diffluent.connectors.wire.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a sample says about one column, robust to dirt. */
final class ColumnProfile {

  /** Enough clean cells to believe in a type; the dirtiest tables have about this share. */
  private static final double MOST = 0.6;

  private static final int SENTINELS = 8;

  /** Share of the numbers up to which something is a slip. */
  private static final double SLIPS = 0.01;

  /** Share of the cells from which on something is more than a slip. */
  static final double SEVERAL = 0.05;

  /** Numbers this many times apart are hardly in one unit. */
  private static final double APART = 10;

  /** More different numbers than these are amounts, not names of categories. */
  static final int AMOUNTS = 24;

  /** Share of the changes that lead back: of times that go on there are none but by error. */
  private static final double RETURNS = 0.3;

  final String name;
  final String[] cells;

  private final Predicate<String> missing;
  private final double fewest;

  /** Cells that hold something that is not a word for "missing". */
  final int present;

  /** How often each of those texts occurs, in order of appearance. */
  final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Words and numbers that stand for "missing", as written, with how often they occur. */
  final Map<String, Integer> sentinels = new LinkedHashMap<>();

  /** Those of them that are just words: where the numbers are names, they are names as well. */
  private final Set<String> strangers = new HashSet<>();

  /** How the numbers are written; plain where there are none. */
  final NumberNotation notation;

  /** The numbers of all cells in the column's notation, ascending. */
  final double[] sorted;

  /** Whether the texts are names, whatever numbers stand in them. */
  private final boolean names;

  private double[] numbers;
  private int plain;
  private int whole;
  private int united;
  private int dates;

  /** What a sample says about an input. */
  ColumnProfile(String name, String[] cells) {
    this(name, cells, Cells::isMissingWord, 0.4, false);
  }

  /**
   * What a sample says about the label. Words that may well be the name of a class do not say that
   * there is none where nothing else could be the other class; the others always do.
   */
  static ColumnProfile ofLabel(String name, String[] cells) {
    boolean two =
        Arrays.stream(cells)
                .filter(cell -> cell != null && !Cells.isNoLabel(cell))
                .distinct()
                .limit(2)
                .count()
            == 2;
    Predicate<String> none =
        two ? Cells::isNoLabel : text -> Cells.isNoLabel(text) && !Cells.isPerhapsClass(text);
    return new ColumnProfile(name, cells, none, Double.POSITIVE_INFINITY, false);
  }

  /** The same column in a table that has decimal commas: there 26,126 is no thousand. */
  ColumnProfile amongDecimalCommas() {
    return notation.decimal() == Decimal.POINT
        ? new ColumnProfile(name, cells, missing, fewest, true)
        : this;
  }

  /** Whether its numbers have a point in front of their fractions, or commas in groups. */
  boolean hasDecimalPoints() {
    boolean plainly = notation.decimal() == null && fractions() >= SLIPS;
    return isNumeric() && (plainly || NotationRules.havePoints(counts));
  }

  /**
   * @param missing words that stand for "missing"
   * @param fewest share of the texts up to which they do
   * @param amongCommas whether other columns have decimal commas
   */
  private ColumnProfile(
      String name, String[] cells, Predicate<String> missing, double fewest, boolean amongCommas) {
    this.name = name;
    this.cells = cells;
    this.missing = missing;
    this.fewest = fewest;
    Map<String, Integer> all = new LinkedHashMap<>();
    for (String cell : cells) {
      if (cell != null) {
        all.merge(cell, 1, Integer::sum);
      }
    }
    int filled = all.values().stream().mapToInt(Integer::intValue).sum();
    int words =
        all.entrySet().stream()
            .filter(entry -> missing.test(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    // In a column of texts such a word may well be the commonest category.
    boolean few = words < fewest * filled || mostlyNumbers(all);
    all.forEach(
        (text, count) -> {
          boolean isMissing = missing.test(text) && (few || count < SEVERAL * filled);
          (isMissing ? sentinels : counts).put(text, count);
        });
    present = sum(counts.values());
    names = NumberedNames.are(counts);
    notation = notation(amongCommas);
    sorted = classify();
    if (isNumeric()) {
      strangers();
      codes();
    }
    trim();
  }

  private NumberNotation notation(boolean amongCommas) {
    if (DurationRules.are(name, counts)) {
      return NumberNotation.DURATIONS;
    }
    return mostlyNumbers(counts) ? NotationRules.of(counts, amongCommas) : NumberNotation.PLAIN;
  }

  private static boolean mostlyNumbers(Map<String, Integer> all) {
    if (NumberedNames.are(all)) {
      return false;
    }
    int others = 0;
    int numbers = 0;
    for (Map.Entry<String, Integer> entry : all.entrySet()) {
      if (!Cells.isMissingWord(entry.getKey())) {
        others += entry.getValue();
        numbers += Cells.unit(entry.getKey()) != null ? entry.getValue() : 0;
      }
    }
    return numbers >= MOST * others && numbers > 0;
  }

  private double[] classify() {
    double[] numbers = new double[present];
    Map<String, Integer> units = new HashMap<>();
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String text = entry.getKey();
      int count = entry.getValue();
      double number = number(text);
      if (!Double.isNaN(number)) {
        Arrays.fill(numbers, plain, plain + count, number);
        plain += count;
        // Who writes a unit has measured, and nobody groups the digits of a name.
        whole += Cells.isWhole(text) ? count : 0;
      } else if (Cells.unit(text) != null) {
        units.merge(Cells.unit(text), count, Integer::sum);
      }
      dates += Cells.isDate(text) && Double.isNaN(number) ? count : 0;
    }
    // One unit is a notation; many different ones are names that start with digits.
    united =
        units.entrySet().stream()
            .filter(unit -> !Factor.is(unit.getKey()) && !Cells.isOf(unit.getKey()))
            .mapToInt(Map.Entry::getValue)
            .max()
            .orElse(0);
    double[] result = Arrays.copyOf(numbers, plain);
    Arrays.sort(result);
    return result;
  }

  /** Words that come again and again between numbers say that there is none. */
  private void strangers() {
    counts.forEach(
        (text, count) -> {
          boolean often = count >= 3 && count >= 0.01 * cells.length;
          if (often && text.chars().noneMatch(Character::isDigit)) {
            sentinels.put(text, count);
            strangers.add(text);
          }
        });
  }

  /** Numbers far outside the rest that repeat and look like codes. */
  private void codes() {
    if (sorted.length < 8) {
      return;
    }
    for (Map.Entry<String, Integer> entry : List.copyOf(counts.entrySet())) {
      double number = number(entry.getKey());
      boolean often = entry.getValue() >= 3 && entry.getValue() >= 0.003 * cells.length;
      boolean code = !Double.isNaN(number) && Cells.isCode(notation.plain(entry.getKey()));
      if (code && often && isFar(number)) {
        sentinels.put(entry.getKey(), entry.getValue());
      }
    }
  }

  /**
   * Whether a number is far from the quartiles of the others, or the only one below zero in a
   * column of amounts: a sensor that is mostly broken has no quartiles to be far from.
   */
  private boolean isFar(double number) {
    double[] others = Arrays.stream(sorted).filter(other -> other != number).toArray();
    if (others.length < 8) {
      return false;
    }
    if (number < 0 && others[0] >= 0 && Arrays.stream(others).distinct().count() > AMOUNTS) {
      return true;
    }
    double low = others[others.length / 4];
    double high = others[others.length * 3 / 4];
    double margin = 3 * (high - low);
    // Where the quartiles coincide there is no scale to be far from.
    return margin > 0 && (number < low - margin || number > high + margin);
  }

  private void trim() {
    while (sentinels.size() > SENTINELS) {
      String rarest =
          sentinels.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
      sentinels.remove(rarest);
    }
  }

  /** One value or nothing, as a ticked box leaves it: what it says is that it is there. */
  boolean isMark() {
    double few = Math.max(3, 0.005 * cells.length);
    return counts.size() == 1 && present >= few && cells.length - present >= few;
  }

  boolean isNumeric() {
    return present > 0 && plain + united >= MOST * present && dates < MOST * present && !names;
  }

  /** Whole numbers, written as such: a point says that somebody measured. */
  boolean isWhole() {
    return isNumeric() && plain > 0 && whole >= 0.75 * plain;
  }

  /** The same, however they are written: 3044.0 is what a table makes of codes with gaps. */
  boolean hasNoFractions() {
    return isWhole() || isNumeric() && plain > 0 && fractions() < SLIPS;
  }

  /** Times of day, few enough to come again on another day. */
  boolean isTimeOfDay() {
    int clocks =
        counts.entrySet().stream()
            .filter(entry -> Cells.isTimeOfDay(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return clocks >= MOST * present && repeated() <= 64 && uniqueShare() < 0.1;
  }

  boolean isDate() {
    if (present == 0) {
      return false;
    }
    int compact =
        counts.entrySet().stream()
            .filter(entry -> Cells.isCompactDate(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return dates >= MOST * present || (compact >= 0.95 * present && counts.size() > 1);
  }

  /** Share of the present cells that are neither plain numbers nor sentinels. */
  double unreadable() {
    int strangers =
        counts.entrySet().stream()
            .filter(entry -> sentinels.containsKey(entry.getKey()))
            .filter(entry -> Double.isNaN(number(entry.getKey())))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return present == strangers ? 0 : 1 - (double) plain / (present - strangers);
  }

  /** Share of the present cells that are neither numbers nor numbers with the commonest unit. */
  double unlikeNumbers() {
    return present == 0 ? 0 : 1 - (double) (plain + united) / present;
  }

  /**
   * What a person should know of numbers without the column's unit that are of another size, as
   * 0.452 is beside 45.2 %; empty if there is nothing.
   */
  String bareNumbers() {
    if (notation.unit() == null) {
      return "";
    }
    UnitSizes sizes = new UnitSizes();
    String example = null;
    int bare = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String unit = Cells.unit(entry.getKey());
      double number = number(entry.getKey());
      if (unit != null && !sentinels.containsKey(entry.getKey())) {
        sizes.add(unit, number);
        if (unit.isEmpty() && number != 0) {
          bare += entry.getValue();
          example = entry.getKey();
        }
      }
    }
    double apart = sizes.toBare(notation.unit());
    boolean alike = Double.isNaN(apart) || (apart > 1 / APART && apart < APART);
    return alike || bare < SEVERAL * present
        ? ""
        : ColumnRules.percent((double) bare / present)
            + " of its numbers, such as '"
            + example
            + "', have no "
            + notation.unit()
            + " and are "
            + (apart > 1 ? "smaller" : "larger")
            + " than those with it; write all of them alike.";
  }

  /** The commonest text that {@link #unreadable()} counts; null if it counts none. */
  String commonestUnreadable() {
    return counts.entrySet().stream()
        .filter(entry -> !sentinels.containsKey(entry.getKey()))
        .filter(entry -> Double.isNaN(number(entry.getKey())))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Share of the numbers that are no whole ones, however those are written. */
  double fractions() {
    long fractions = Arrays.stream(sorted).filter(number -> number != Math.rint(number)).count();
    return sorted.length == 0 ? 0 : (double) fractions / sorted.length;
  }

  double uniqueShare() {
    return present == 0 ? 0 : (double) counts.size() / present;
  }

  /** Values seen more than once. */
  int repeated() {
    return (int) counts.values().stream().filter(count -> count > 1).count();
  }

  /**
   * Distinct values without the dirt: those seen regularly if they make up nearly everything beside
   * the commonest one, else all. In a numeric column only plain numbers count, and different
   * notations of one are one.
   */
  int distinct() {
    return regular().size();
  }

  /** The values that {@link #distinct()} counts. */
  Set<Object> regular() {
    Map<Object, Integer> values = new HashMap<>();
    counts.forEach(
        (text, count) -> {
          double number = number(text);
          if (!sentinels.containsKey(text) && !(isNumeric() && Double.isNaN(number))) {
            values.merge(isNumeric() ? (Object) number : text, count, Integer::sum);
          }
        });
    Map<Object, Integer> often = new HashMap<>(values);
    double least = Math.max(2, 0.0005 * cells.length);
    often.values().removeIf(count -> count < least);
    int mode = values.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean nearlyAll = sum(often.values()) - mode >= 0.9 * (sum(values.values()) - mode);
    return nearlyAll && !often.isEmpty() ? often.keySet() : values.keySet();
  }

  /** Share of the numbers with a needless zero in front, which a clock needs. */
  double zeroLed() {
    if (notation.written() == Written.DURATIONS) {
      return 0;
    }
    int cells =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().matches("0[0-9].*"))
            .filter(entry -> !Double.isNaN(number(entry.getKey())))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return plain == 0 ? 0 : (double) cells / plain;
  }

  int plain() {
    return plain;
  }

  /**
   * Values that come again and again, in order of appearance, if they make up nearly the whole
   * column, else all. A class may be rarer than a hundredth; what comes seven times in all is
   * hardly one.
   */
  List<String> commonValues() {
    Map<String, Integer> classes = classes();
    double least = Math.max(2, Math.min(8, 0.01 * present));
    Map<String, Integer> common = new LinkedHashMap<>(classes);
    common.values().removeIf(count -> count < least);
    return List.copyOf((sum(common.values()) >= 0.9 * present ? common : classes).keySet());
  }

  /** The texts as a job reads them: 1, 1.0 and 1.00 are one. */
  Map<String, Integer> classes() {
    Map<String, Integer> classes = new LinkedHashMap<>();
    counts.forEach((text, count) -> classes.merge(canonical(text), count, Integer::sum));
    return classes;
  }

  static String canonical(String text) {
    String number = NumberText.canonical(text);
    return number == null ? text : number;
  }

  /** Words per text on average. */
  double wordsPerCell() {
    long words = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      words += (long) entry.getValue() * entry.getKey().split("\\s+").length;
    }
    return present == 0 ? 0 : (double) words / present;
  }

  /** Whether the numbers advance by one and the same step at most rows. */
  boolean isCounter() {
    Map<Double, Integer> steps = new HashMap<>();
    double last = Double.NaN;
    for (int row = 0; row < cells.length; row++) {
      double step = number(row) - last;
      if (step != 0 && !Double.isNaN(step)) {
        steps.merge(step, 1, Integer::sum);
      }
      last = number(row);
    }
    int commonest = steps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return commonest >= 20 && commonest >= MOST * cells.length && uniqueShare() > MOST;
  }

  /** Whether the cells turn to a value that was there before and had been left, again and again. */
  boolean returns() {
    Set<String> left = new HashSet<>();
    String last = null;
    int changes = 0;
    int returns = 0;
    for (String cell : cells) {
      if (cell != null && !cell.equals(last)) {
        changes++;
        returns += left.contains(cell) ? 1 : 0;
        left.add(cell);
        last = cell;
      }
    }
    return returns >= RETURNS * changes;
  }

  /** The same where the numbers are names: a word between them is one as well. */
  List<String> sentinelsAmongCategories() {
    return sentinelTexts().stream().filter(text -> !strangers.contains(text)).toList();
  }

  /** How many cells hold one of these sentinels; numbers are plain. */
  int cells(List<String> texts) {
    return sentinels.entrySet().stream()
        .filter(entry -> texts.contains(plain(entry.getKey())))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Words between the numbers, which are categories where the numbers are. */
  int strangersAmongCategories() {
    return strangers.size();
  }

  /** The texts that repeatedly stand for "missing", most frequent first; numbers are plain. */
  List<String> sentinelTexts() {
    List<String> texts = new ArrayList<>(sentinels.keySet());
    texts.removeIf(text -> sentinels.get(text) < Math.max(3, 0.001 * cells.length));
    texts.sort((a, b) -> sentinels.get(b) - sentinels.get(a));
    return texts.stream().map(this::plain).distinct().toList();
  }

  private String plain(String text) {
    return Double.isNaN(number(text)) ? text : notation.plain(text);
  }

  /** Number of a text in the column's notation, or NaN. */
  private double number(String text) {
    return text.length() > 64 ? Double.NaN : notation.read(text);
  }

  /**
   * Between which numbers the column's are, without the smallest and the largest ones.
   *
   * @param share that is left out at either end
   */
  double[] inner(double share) {
    if (sorted.length == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    int margin = (int) Math.ceil(share * sorted.length);
    int last = sorted.length - 1;
    return new double[] {sorted[Math.min(margin, last)], sorted[Math.max(0, last - margin)]};
  }

  /** Number of the row's cell, NaN where it is none or a sentinel. */
  double number(int row) {
    if (numbers == null) {
      numbers = new double[cells.length];
      for (int i = 0; i < cells.length; i++) {
        boolean none = cells[i] == null || sentinels.containsKey(cells[i]);
        numbers[i] = none ? Double.NaN : number(cells[i]);
      }
    }
    return numbers[row];
  }

  private static int sum(Collection<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }
}
