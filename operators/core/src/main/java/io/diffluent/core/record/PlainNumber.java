package io.diffluent.core.record;

/** A number as it is written everywhere: what Java alone would read is none. */
public final class PlainNumber {

  private static final String CHARACTERS = "+-.0123456789eE";

  private PlainNumber() {}

  /**
   * The number that a text is, or NaN: {@code 5d} and {@code 0x1p3}, which Java would read as well,
   * are none. Infinite where it overflows.
   */
  public static double parse(String text) {
    if (!text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
