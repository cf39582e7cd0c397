package io.diffluent.connectors.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of errors that can be injected.
 *
 * <p>New kinds go to the end: the random numbers of a kind depend on its place.
 */
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
  PLACEHOLDER(true, true),
  /** The label that one of the 256 rows before has in the files; the features stay. */
  LABEL_SWAP(false, false),
  /** No error but another world: x becomes 2 mean - x, so what raised the label lowers it. */
  CONCEPT(true, false);

  private final boolean numeric;
  private final boolean categorical;

  Pollution(boolean numeric, boolean categorical) {
    this.numeric = numeric;
    this.categorical = categorical;
  }

  boolean appliesTo(boolean numericColumn) {
    return numericColumn ? numeric : categorical;
  }

  /** Whether a row that has it could be made right by making one of its features right. */
  boolean isFeatureError() {
    return this != LABEL_SWAP && this != CONCEPT;
  }

  /** The word for it in a specification. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words, in order. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Pollution::code).toList();
  }
}
