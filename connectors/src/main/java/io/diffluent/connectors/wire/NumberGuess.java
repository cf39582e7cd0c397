package io.diffluent.connectors.wire;

/**
 * The best number that can be read from a text that is not a plain number: a candidate for the
 * repair, never a value that is trusted.
 *
 * <p>It reads the first run of digits, with these rules and no others:
 *
 * <ul>
 *   <li>a sign counts when it stands directly before and no letter or digit stands before it:
 *       {@code "~ -5C"} is -5, {@code "2020-05"} is 2020;
 *   <li>points and commas between digits are one decimal point, however often they are repeated:
 *       {@code "7..3"} is 7.3, {@code "12,5"} is 12.5; but commas that group exactly three digits
 *       are left out: {@code "1,234.5"} is 1234.5;
 *   <li>a letter O between digits, or between a digit and a point, is a zero: {@code "3O.5"} is
 *       30.5;
 *   <li>an exponent counts when digits follow it: {@code "2e3 m"} is 2000;
 *   <li>units and all else are ignored: {@code "0.05%"} is 0.05; a number that overflows is none.
 * </ul>
 */
public final class NumberGuess {

  /** Longest prefix that is looked at. */
  private static final int WINDOW = 128;

  private NumberGuess() {}

  /** The number, or NaN when nothing can be read. */
  public static double of(String text) {
    String view = text.length() > WINDOW ? text.substring(0, WINDOW) : text;
    int first = 0;
    while (first < view.length() && !isDigit(view, first)) {
      first++;
    }
    if (first == view.length()) {
      return Double.NaN;
    }
    StringBuilder number = new StringBuilder(32);
    int before = first - 1;
    if (before >= 0 && view.charAt(before) == '.') {
      number.append('.');
      before--;
    }
    boolean fraction = number.length() > 0;
    if (before >= 0 && view.charAt(before) == '-' && !joined(view, before - 1)) {
      number.insert(0, '-');
    }
    int end = mantissa(view, first, fraction, number);
    number.append(view, end, NumberText.exponentEnd(view, end));
    return NumberText.parse(number.toString());
  }

  /** Copies digits and one decimal point; returns where it stopped. */
  private static int mantissa(String view, int from, boolean fraction, StringBuilder number) {
    boolean pointed = fraction;
    int i = from;
    while (i < view.length()) {
      char c = view.charAt(i);
      if (isDigit(view, i)) {
        number.append(c);
        i++;
      } else if (isZeroLetter(view, i)) {
        number.append('0');
        i++;
      } else if (!pointed && isGroup(view, from, i)) {
        i++;
      } else if (!pointed && isDigit(view, afterSeparators(view, i))) {
        number.append('.');
        pointed = true;
        i = afterSeparators(view, i);
      } else {
        return i;
      }
    }
    return i;
  }

  /** A comma after one to three digits, or after another group, with exactly three digits next. */
  private static boolean isGroup(String view, int from, int comma) {
    int end = NumberText.digits(view, comma + 1);
    boolean three = view.charAt(comma) == ',' && end == comma + 4;
    int last = view.lastIndexOf(',', comma - 1);
    int start = last < from ? from : last + 1;
    int before = comma - start;
    return three && (last < from ? before <= 3 : before == 3) && view.charAt(from) != '0';
  }

  private static int afterSeparators(String view, int from) {
    int i = from;
    while (i < view.length() && (view.charAt(i) == '.' || view.charAt(i) == ',')) {
      i++;
    }
    // Not a separator at all: nowhere to go on.
    return i == from ? view.length() : i;
  }

  private static boolean isZeroLetter(String view, int at) {
    boolean letter = (view.charAt(at) | 0x20) == 'o';
    return letter && (isDigit(view, at + 1) || isDigit(view, afterSeparators(view, at + 1)));
  }

  private static boolean isDigit(String view, int at) {
    return at < view.length() && view.charAt(at) >= '0' && view.charAt(at) <= '9';
  }

  private static boolean joined(String view, int before) {
    return before >= 0 && Character.isLetterOrDigit(view.charAt(before));
  }
}
