package io.diffluent.connectors.wire;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: at most six significant digits. */
final class SixDigits {

  private static final MathContext SIX = new MathContext(6);

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private SixDigits() {}

  /** The double nearest to the decimal of six digits; what is not finite stays as it is. */
  static double round(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value + 0.0;
    }
    int shift = 5 - (int) Math.floor(Math.log10(Math.abs(value)));
    if (shift >= 0 && shift < POWERS.length) {
      return Math.rint(value * POWERS[shift]) / POWERS[shift];
    }
    if (shift < 0 && -shift < POWERS.length) {
      return Math.rint(value / POWERS[-shift]) * POWERS[-shift];
    }
    return new BigDecimal(value).round(SIX).doubleValue();
  }
}
