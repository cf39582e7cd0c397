package io.diffluent.connectors.wire;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Letters behind a number that multiply it: {@code 1.2k} is 1200, {@code 3M} three million. Before
 * some units ({@link #takesPrefixes}) so do the prefixes of the SI and of bytes: {@code 3 MB} are
 * three million {@code B}, {@code 2 KiB} 2048, and {@code 500 mg} half a {@code g}.
 */
public final class Factor {

  private static final BigDecimal BINARY = BigDecimal.valueOf(1024);

  /** What is measured has thousandths. */
  private static final Set<String> MEASURED =
      Set.of(
          "g", "m", "l", "L", "s", "W", "Wh", "V", "VA", "A", "Ah", "Hz", "J", "N", "Pa", "bar",
          "eV", "mol", "cal");

  /** What is counted has none, so that a small m is a careless M. */
  private static final Set<String> COUNTED =
      Set.of("B", "b", "bit", "bits", "byte", "bytes", "Byte", "Bytes", "bps");

  private Factor() {}

  /** Whether the letters are a factor; a small m, which is a metre or a minute as well, is none. */
  public static boolean is(String letters) {
    return is(letters, null);
  }

  /** Whether the letters are a factor of this unit; a small m is a million of money. */
  public static boolean is(String letters, String unit) {
    return of(letters, unit) != null;
  }

  /** Whether the letters are a factor before this unit. */
  public static boolean isPrefix(String letters, String unit) {
    return takesPrefixes(unit) && prefix(letters, base(unit)) != null;
  }

  /** Whether it is a unit with prefixes, or one of them per something else: {@code g/l}. */
  public static boolean takesPrefixes(String unit) {
    return MEASURED.contains(base(unit)) || COUNTED.contains(base(unit));
  }

  private static String base(String unit) {
    int per = unit.indexOf('/');
    return per < 0 ? unit : unit.substring(0, per);
  }

  /** What the letters multiply by, or null. */
  private static BigDecimal of(String letters, String unit) {
    BigDecimal prefix = unit != null && takesPrefixes(unit) ? prefix(letters, base(unit)) : null;
    return prefix != null
        ? prefix
        : switch (letters) {
          case "k", "K", "Tsd" -> ten(3);
          case "M", "mn", "Mn", "mio", "Mio" -> ten(6);
          case "m" -> isMoney(unit) ? ten(6) : null;
          case "B", "bn", "Bn", "mrd", "Mrd" -> ten(9);
          case "T", "tn", "Tn", "trn" -> ten(12);
          default -> null;
        };
  }

  /** A sign of a currency, or a code as ISO 4217 has them: nobody pays in metres or minutes. */
  private static boolean isMoney(String unit) {
    return unit != null && unit.matches("\\p{Sc}|[A-Z]{3}");
  }

  private static BigDecimal prefix(String letters, String base) {
    boolean counted = COUNTED.contains(base);
    return switch (letters) {
      case "k", "K" -> ten(3);
      case "M" -> ten(6);
      case "G" -> ten(9);
      case "T" -> ten(12);
      case "m" -> ten(counted ? 6 : -3);
      case "g" -> counted ? ten(9) : null;
      case "t" -> counted ? ten(12) : null;
      case "Ki" -> counted ? BINARY : null;
      case "Mi" -> counted ? BINARY.pow(2) : null;
      case "Gi" -> counted ? BINARY.pow(3) : null;
      case "Ti" -> counted ? BINARY.pow(4) : null;
      case "h" -> counted ? null : ten(2);
      case "d" -> counted ? null : ten(-1);
      case "c" -> counted ? null : ten(-2);
      case "u", "\u00B5", "\u03BC" -> counted ? null : ten(-6);
      case "n" -> counted ? null : ten(-9);
      default -> null;
    };
  }

  private static BigDecimal ten(int power) {
    return BigDecimal.ONE.scaleByPowerOfTen(power);
  }

  /**
   * Where the factor at the end of the text begins; the text's length where it has none.
   *
   * @param unit that stood around the text, or null
   */
  static int start(String text, String unit) {
    int start = text.length();
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return of(text.substring(start), unit) != null ? start : text.length();
  }

  /** The product, exactly; null where the number has an exponent as well, which nobody writes. */
  static String times(String number, String letters, String unit) {
    return number.indexOf('e') >= 0 || number.indexOf('E') >= 0
        ? null
        : new BigDecimal(number).multiply(of(letters, unit)).toString();
  }
}
