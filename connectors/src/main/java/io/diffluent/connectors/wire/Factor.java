package io.diffluent.connectors.wire;

import java.math.BigDecimal;

/** Letters behind a number that multiply it: {@code 1.2k} is 1200, {@code 3M} three million. */
public final class Factor {

  private Factor() {}

  /** Whether the letters are a factor; a small m, which is a metre or a minute as well, is none. */
  public static boolean is(String letters) {
    return power(letters) > 0;
  }

  /** Which power of ten it is; 0 for what is none. */
  private static int power(String letters) {
    return switch (letters) {
      case "k", "K", "Tsd" -> 3;
      case "M", "mn", "Mn", "mio", "Mio" -> 6;
      case "B", "bn", "Bn", "mrd", "Mrd" -> 9;
      default -> 0;
    };
  }

  /** Where the factor at the end of the text begins; the text's length where it has none. */
  static int start(String text) {
    int start = text.length();
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return is(text.substring(start)) ? start : text.length();
  }

  /** The product, exactly; null where the number has an exponent as well, which nobody writes. */
  static String times(String number, String letters) {
    return number.indexOf('e') >= 0 || number.indexOf('E') >= 0
        ? null
        : new BigDecimal(number).scaleByPowerOfTen(power(letters)).toString();
  }
}
