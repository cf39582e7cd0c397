package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberText;
import java.util.Arrays;

/**
 * Zeros far below the smallest of many other amounts: a blood pressure of 0 is none, a garage of 0
 * square feet may be one. Only a person knows which.
 */
final class LonelyZeros {

  /** Share of the cells up to which they may be chance. */
  private static final double CHANCE = 0.003;

  /** How many of the smallest steps between others the first of them is away, at least. */
  private static final int STEPS = 10;

  /** Share of the median that it is away, at least. */
  private static final double FAR = 0.25;

  private LonelyZeros() {}

  /** What a person should know of a column's zeros; empty if that is nothing. */
  static String note(ColumnProfile profile) {
    double[] others = Arrays.stream(profile.sorted).filter(number -> number != 0).toArray();
    double[] different = Arrays.stream(others).distinct().toArray();
    int zeros = profile.sorted.length - others.length;
    boolean several = zeros >= Math.max(3, CHANCE * profile.cells.length);
    if (!several || zeros > others.length || different.length <= ColumnProfile.AMOUNTS) {
      return "";
    }
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < different.length; i++) {
      step = Math.min(step, different[i] - different[i - 1]);
    }
    double first = others[0];
    boolean far = first >= STEPS * step && first >= FAR * others[others.length / 2];
    return far
        ? ColumnRules.percent((double) zeros / profile.sorted.length)
            + " of its numbers are 0 and no other is below "
            + NumberText.canonical(Double.toString(first))
            + "; if 0 says that there is no value, write sentinels: [\"0\"]."
        : "";
  }
}
