package io.diffluent.connectors.replay;

import io.diffluent.connectors.Suggestion;
import io.diffluent.connectors.wire.NumberText;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes clean rows dirty.
 *
 * <p>Laws: what happens to a cell is a function of (seed, row index, column name), the clean row
 * and its source, so neither the order of rows nor that of columns matters; a cell gets at most one
 * error, and the rates are exact in expectation (a stuck sensor, drawn per block, goes before what
 * is named after it); only the given columns are touched, never the label, so rules about the label
 * or the concept do nothing here. A cell that holds nothing, or no number where a number is needed,
 * stays as it is.
 */
public final class Polluter implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int STUCK_BLOCK = 32;
  private static final long CHOICE = 1;
  private static final long DETAIL = 2;

  private final List<PollutionSpec.Rule> rules;
  private final long seed;
  private final long rows;
  private final List<FeatureColumn> columns;

  /**
   * @param rows length of the stream, to which the fractions of a schedule refer
   * @param columns the feature columns, in the order of the cells given to {@link #pollute}
   * @throws IllegalArgumentException when a rule names an unknown column or one whose cells it
   *     cannot change, when it can change none at all, or when the rates on one column exceed 1 at
   *     some time
   */
  public Polluter(PollutionSpec spec, long seed, long rows, List<FeatureColumn> columns) {
    this.rules = spec.rules().stream().filter(rule -> rule.kind().isFeatureError()).toList();
    this.seed = seed;
    this.rows = rows;
    this.columns = List.copyOf(columns);
    List<String> names = columns.stream().map(FeatureColumn::name).toList();
    for (PollutionSpec.Rule rule : spec.rules()) {
      for (String name : rule.columns()) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException(
              "pollution of '" + name + "', which is no feature" + Suggestion.of(name, names));
        }
      }
    }
    rules.forEach(this::checkThatItTouches);
    for (FeatureColumn column : columns) {
      List<PollutionSpec.Rule> touching =
          rules.stream().filter(rule -> rule.touches(column.name(), column.numeric())).toList();
      if (PollutionSpec.largestTotal(touching) > 1 + 1e-9) {
        throw new IllegalArgumentException(
            "the rates of pollution on '" + column.name() + "' add up to more than 1");
      }
    }
  }

  private void checkThatItTouches(PollutionSpec.Rule rule) {
    List<String> untouched =
        columns.stream()
            .filter(column -> rule.columns().contains(column.name()))
            .filter(column -> !rule.touches(column.name(), column.numeric()))
            .map(FeatureColumn::name)
            .toList();
    boolean touchesNone =
        columns.stream().noneMatch(column -> rule.touches(column.name(), column.numeric()));
    if (!untouched.isEmpty() || touchesNone) {
      throw new IllegalArgumentException(
          "pollution by '"
              + rule.kind().code()
              + "' would change nothing in "
              + (untouched.isEmpty() ? "any column" : "'" + String.join("', '", untouched) + "'")
              + ": it is for "
              + (rule.kind().appliesTo(true) ? "columns of plain numbers" : "texts"));
    }
  }

  /** The row, of no named source, with its errors, as a new array; null is a missing cell. */
  public String[] pollute(long row, String[] clean) {
    return pollute(row, null, clean);
  }

  /**
   * The row with its errors, as a new array; null is a missing cell.
   *
   * @param source name of the row's source, or null when it has none
   */
  public String[] pollute(long row, String source, String[] clean) {
    return pollute(row, source, clean, Injections.UNHEARD);
  }

  String[] pollute(long row, String source, String[] clean, Injections injections) {
    String[] dirty = clean.clone();
    double fraction = row / (double) rows;
    for (int c = 0; c < dirty.length; c++) {
      Pollution kind = kind(row, fraction, source, columns.get(c));
      if (kind != null && clean[c] != null && !clean[c].isBlank()) {
        dirty[c] = apply(kind, row, c, clean);
        if (!clean[c].equals(dirty[c])) {
          injections.add(row, columns.get(c).name(), kind, clean[c], dirty[c]);
        }
      }
    }
    return dirty;
  }

  private Pollution kind(long row, double fraction, String source, FeatureColumn column) {
    double choice = Seeds.uniform(Seeds.of(seed, row, column.name(), CHOICE));
    double passed = 0;
    for (PollutionSpec.Rule rule : rules) {
      if (rule.touches(column.name(), column.numeric()) && rule.isActive(fraction, source)) {
        // A sensor hangs for a block of rows: its choice is drawn per block.
        double drawn = rule.kind() == Pollution.STUCK ? blockChoice(row, column) : choice - passed;
        if (drawn >= 0 && drawn < rule.rate()) {
          return rule.kind();
        }
        passed += rule.kind() == Pollution.STUCK ? 0 : rule.rate();
      }
    }
    return null;
  }

  private double blockChoice(long row, FeatureColumn column) {
    return Seeds.uniform(Seeds.of(~seed, row / STUCK_BLOCK, column.name(), CHOICE));
  }

  private String apply(Pollution kind, long row, int c, String[] clean) {
    FeatureColumn column = columns.get(c);
    SplittableRandom random =
        new SplittableRandom(Seeds.of(seed, row, column.name(), DETAIL + kind.ordinal()));
    double x = column.numeric() ? NumberText.parse(clean[c].strip()) : Double.NaN;
    return switch (kind) {
      case MISSING -> null;
      case PLACEHOLDER -> column.numeric() && random.nextBoolean() ? "-999" : "?";
      case SWAP -> swapped(c, clean);
      case TYPO ->
          column.numeric()
              ? number(random.nextBoolean() ? x * 10 : x / 10, clean[c])
              : Typo.in(clean[c], random);
      case OUTLIER -> number(x + sign(random) * column.sd() * random.nextDouble(4, 12), clean[c]);
      case NOISE -> number(x + column.sd() * random.nextGaussian(), clean[c]);
      case SCALE -> number(x * 1000, clean[c]);
      case STUCK -> {
        long block = Seeds.of(seed, row / STUCK_BLOCK, column.name(), DETAIL);
        double level = 2 * Seeds.uniform(block) - 1;
        yield Double.isNaN(x) ? clean[c] : number(column.mean() + column.sd() * level, clean[c]);
      }
      case LABEL_SWAP, CONCEPT -> throw new IllegalArgumentException(kind + " of a feature");
    };
  }

  /** The next filled cell of the same type, or the cell itself when there is none. */
  private String swapped(int c, String[] clean) {
    for (int step = 1; step < clean.length; step++) {
      int other = (c + step) % clean.length;
      boolean sameType = columns.get(other).numeric() == columns.get(c).numeric();
      if (sameType && clean[other] != null && !clean[other].isBlank()) {
        return clean[other];
      }
    }
    return clean[c];
  }

  private static int sign(SplittableRandom random) {
    return random.nextBoolean() ? 1 : -1;
  }

  /** The number without an exponent where that is short; the clean text when it is not finite. */
  static String number(double value, String clean) {
    if (!Double.isFinite(value)) {
      return clean;
    }
    return Math.abs(value) < 1e15 && Math.abs(value) > 1e-6
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
