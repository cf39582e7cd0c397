package io.diffluent.connectors.wire;

import java.math.BigDecimal;
import java.util.Map;

/** Letters behind a number that multiply it: {@code 1.2k} is 1200, {@code 3M} three million. */
public final class Factor {

  private static final Map<String, Integer> POWERS =
      Map.ofEntries(
          Map.entry("k", 3),
          Map.entry("K", 3),
          Map.entry("Tsd", 3),
          Map.entry("M", 6),
          Map.entry("mn", 6),
          Map.entry("Mn", 6),
          Map.entry("mio", 6),
          Map.entry("Mio", 6),
          Map.entry("B", 9),
          Map.entry("bn", 9),
          Map.entry("Bn", 9),
          Map.entry("mrd", 9),
          Map.entry("Mrd", 9));

  private Factor() {}

  /** Whether the letters are a factor; a small m, which is a metre or a minute as well, is none. */
  public static boolean is(String letters) {
    return POWERS.containsKey(letters);
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
        : new BigDecimal(number).scaleByPowerOfTen(POWERS.get(letters)).toString();
  }
}
