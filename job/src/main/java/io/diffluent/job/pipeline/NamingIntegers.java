package io.diffluent.job.pipeline;

import java.util.Map;

/**
 * Whole numbers that hardly ever come again and name what they stand for: nearly all numbers from
 * the first to the last in any order, in blocks of as many digits everywhere, or drawn evenly from
 * all that have so many digits. Amounts are none of these.
 */
final class NamingIntegers {

  /** Numbers drawn from a range this many times as large as they are many come again. */
  private static final int DENSE = 10;

  /** Share of the cells from which on they are written alike. */
  private static final double UNIFORM = 0.95;

  /** Of fewer numbers nobody draws names. */
  private static final double NAMES = 1e6;

  private NamingIntegers() {}

  /**
   * @param profile of a column of whole numbers, nearly all of them different
   */
  static boolean are(ColumnProfile profile) {
    double[] sorted = profile.sorted;
    double range = sorted[sorted.length - 1] - sorted[0];
    return range < DENSE * sorted.length || areBlocks(profile) || areDrawn(sorted);
  }

  /**
   * Whether nearly all are written in blocks of three, and all as long as the first: 555 123 456. A
   * shorter block in front is what remains when the digits of an amount are grouped: 51 365.
   */
  private static boolean areBlocks(ColumnProfile profile) {
    int length = profile.counts.keySet().iterator().next().length();
    int alike =
        profile.counts.entrySet().stream()
            .filter(entry -> entry.getKey().indexOf(' ') > 0 && entry.getKey().length() == length)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return length % 4 == 3 && alike >= UNIFORM * profile.present;
  }

  /** Whether they fill the range of their digits, from end to end and in between. */
  private static boolean areDrawn(double[] sorted) {
    double largest = sorted[sorted.length - 1];
    double all = Math.pow(10, Math.floor(Math.log10(Math.max(1, largest))) + 1);
    double low = sorted[sorted.length / 4] / all;
    double high = sorted[sorted.length * 3 / 4] / all;
    boolean ends = sorted[0] >= 0 && sorted[0] < 0.12 * all && largest > 0.95 * all;
    return all >= NAMES && ends && low > 0.2 && low < 0.4 && high > 0.7 && high < 0.85;
  }
}
