package io.diffluent.job.chart;

import java.util.Locale;

/** Numbers as they are written in charts and tables. */
public final class Numbers {

  private Numbers() {}

  /**
   * Four significant digits, at most four after the point: 146.2, 53.41, 0.4953; a dash if none.
   */
  public static String of(Double value) {
    if (value == null || !Double.isFinite(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, "%." + digits(Math.abs(value), 4) + "f", value);
  }

  /** As many digits after the point as a step of this size needs. */
  static String at(double value, double range) {
    return String.format(Locale.ROOT, "%." + digits(range, 2) + "f", value);
  }

  /** As many digits as so many significant ones of the largest number need. */
  static String near(double value, double largest, int significant) {
    return String.format(Locale.ROOT, "%." + digits(largest, significant) + "f", value);
  }

  private static int digits(double size, int significant) {
    if (!(size > 0)) {
      return 0;
    }
    int whole = (int) Math.floor(Math.log10(size)) + 1;
    return Math.max(0, Math.min(4, significant - whole));
  }
}
