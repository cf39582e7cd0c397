package io.diffluent.connectors.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of errors that the polluter knows. */
public enum Pollution {
  /** The cell is gone. */
  MISSING(true, true),
  /** A number far outside: x + s sd u, u uniform in 4..12, s a random sign. */
  OUTLIER(true, false),
  /** A slip of the keyboard: one edit of a text, a decimal point moved by one in a number. */
  TYPO(true, true),
  /** A number in the wrong unit: times 1000. */
  SCALE(true, false),
  /** The value of another column of the same type. */
  SWAP(true, true),
  /** A sensor that hangs: one value for a block of 32 rows. */
  STUCK(true, false),
  /** A number with Gaussian noise of one standard deviation. */
  NOISE(true, false),
  /** A placeholder for nothing: {@code ?} or, in a numeric column, {@code -999}. */
  PLACEHOLDER(true, true);

  private final boolean numeric;
  private final boolean categorical;

  Pollution(boolean numeric, boolean categorical) {
    this.numeric = numeric;
    this.categorical = categorical;
  }

  boolean appliesTo(boolean numericColumn) {
    return numericColumn ? numeric : categorical;
  }

  /** The word for it in a specification. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, in order. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Pollution::code).toList();
  }
}
