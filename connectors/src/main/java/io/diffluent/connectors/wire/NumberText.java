package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigDecimal;

/**
 * Numbers written as text.
 *
 * <p>{@link #parse} reads what strictly is a plain number; {@link #canonical} gives all ways to
 * write one number the same text, so that {@code 1}, {@code 1.0} and {@code "1.00"} are one
 * category.
 */
public final class NumberText {

  /** Exponents up to this size are written out in a canonical text. */
  private static final int PLAIN_EXPONENT = 30;

  private static final int LONGEST = 300;

  /** The typographic minus, which people paste from tables. */
  private static final char MINUS = '\u2212';

  private NumberText() {}

  /** The text with the minus of a keyboard, if it begins with the typographic one. */
  public static String withKeyboardMinus(String text) {
    return !text.isEmpty() && text.charAt(0) == MINUS ? "-" + text.substring(1) : text;
  }

  /**
   * The finite number that the text is, or NaN. Plain means an optional sign (a typographic minus
   * as well), ASCII digits with at most one point, and an optional decimal exponent; {@code NaN},
   * {@code 1f} or {@code 0x1p3} are not plain, {@code 1e400} is not finite. A text longer than 300
   * characters is not read.
   */
  public static double parse(String written) {
    String text = withKeyboardMinus(written);
    int n = text.length();
    if (n > LONGEST) {
      return Double.NaN;
    }
    int i = n > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int start = i;
    i = digits(text, i);
    int digits = i - start;
    if (i < n && text.charAt(i) == '.') {
      int point = i + 1;
      i = digits(text, point);
      digits += i - point;
    }
    if (digits == 0 || exponentEnd(text, i) != n) {
      return Double.NaN;
    }
    double value = NumberInput.parseDouble(text, true);
    return Double.isInfinite(value) ? Double.NaN : value + 0.0;
  }

  /**
   * The one text of the number that a JSON number literal denotes: no exponent, no needless zeros,
   * no negative zero. Null when the text is not a JSON number (so {@code 007} and {@code +5} stay
   * the codes they are) or overflows a double. Exponents beyond 30 keep scientific notation.
   */
  public static String canonical(String text) {
    int n = text.length();
    if (n == 0 || n > LONGEST) {
      return null;
    }
    int start = text.charAt(0) == '-' ? 1 : 0;
    int i = digits(text, start);
    if (i == start || (i > start + 1 && text.charAt(start) == '0')) {
      return null;
    }
    if (i == n) {
      return start == 1 && text.charAt(1) == '0' ? "0" : text;
    }
    if (text.charAt(i) == '.') {
      int fraction = i + 1;
      i = digits(text, fraction);
      if (i == fraction) {
        return null;
      }
      if (i == n) {
        return withoutNeedlessZeros(text);
      }
    }
    return exponentEnd(text, i) == n ? withoutExponent(text, i) : null;
  }

  private static String withoutNeedlessZeros(String text) {
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    if (text.charAt(end - 1) == '.') {
      end--;
    }
    String shortest = text.substring(0, end);
    return shortest.equals("-0") ? "0" : shortest;
  }

  private static String withoutExponent(String text, int mantissaEnd) {
    double value = NumberInput.parseDouble(text, true);
    if (Double.isInfinite(value)) {
      return null;
    }
    if (value == 0) {
      return "0";
    }
    // Short enough to be read as an int; anything longer is far outside the plain range.
    boolean moderate = text.length() - mantissaEnd <= 5;
    int exponent = moderate ? Integer.parseInt(text, mantissaEnd + 1, text.length(), 10) : 9999;
    return Math.abs(exponent) <= PLAIN_EXPONENT
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /** Where the digits that start here end. */
  static int digits(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** Where the exponent that starts here ends; {@code from} itself when there is none. */
  static int exponentEnd(CharSequence text, int from) {
    if (from >= text.length() || (text.charAt(from) | 0x20) != 'e') {
      return from;
    }
    int i = from + 1;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int end = digits(text, i);
    return end == i ? from : end;
  }
}
