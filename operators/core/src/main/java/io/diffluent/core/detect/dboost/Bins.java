package io.diffluent.core.detect.dboost;

import java.util.Arrays;

/**
 * The bins of one feature.
 *
 * <p>A feature with few values has a bin for each: at most {@link #MOST} (above that dBoost
 * discards a histogram) that repeat and together cover {@link #COVERED} of the sample; whatever
 * else comes is {@link #other} to it. An ordered feature with more values has {@link #QUANTILES}
 * bins of about equal counts, which say nothing alone but something in pairs. Any other feature has
 * none.
 */
public final class Bins {

  static final int MOST = 16;
  static final int QUANTILES = 8;
  static final double COVERED = 0.8;

  /** A value must hold this share of the sample, and two rows, for a bin of its own. */
  private static final double REPEATED = 0.004;

  /** Fewer values than this say nothing about a distribution. */
  private static final int ENOUGH = 32;

  private final boolean isDiscrete;

  /** Ascending: the values themselves, or the lower ends of all bins but the first. */
  private final double[] edges;

  private final int count;

  private Bins(boolean isDiscrete, double[] edges, int count) {
    this.isDiscrete = isDiscrete;
    this.edges = edges;
    this.count = count;
  }

  /**
   * @param sampled the feature in every row of the sample, NaN where there is nothing
   * @param isOrdered whether its magnitude means something
   */
  public static Bins of(double[] sampled, boolean isOrdered) {
    double[] sorted = Arrays.stream(sampled).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.sort(sorted);
    if (sorted.length < ENOUGH) {
      return new Bins(true, new double[0], 0);
    }
    double[] repeated = repeated(sorted);
    if (repeated.length > 0) {
      return new Bins(true, repeated, repeated.length);
    }
    double[] cuts = isOrdered ? cuts(sorted) : new double[0];
    return new Bins(false, cuts, cuts.length == 0 ? 0 : cuts.length + 1);
  }

  private static double[] repeated(double[] sorted) {
    int least = Math.max(2, (int) Math.ceil(REPEATED * sorted.length));
    double[] values = new double[MOST];
    int n = 0;
    int covered = 0;
    for (int i = 0; i < sorted.length; ) {
      int j = i;
      while (j < sorted.length && sorted[j] == sorted[i]) {
        j++;
      }
      if (j - i >= least) {
        if (n == MOST) {
          return new double[0];
        }
        values[n++] = sorted[i];
        covered += j - i;
      }
      i = j;
    }
    return covered >= COVERED * sorted.length ? Arrays.copyOf(values, n) : new double[0];
  }

  private static double[] cuts(double[] sorted) {
    double[] cuts = new double[QUANTILES - 1];
    int n = 0;
    for (int q = 1; q < QUANTILES; q++) {
      double cut = sorted[q * sorted.length / QUANTILES];
      if (cut > (n == 0 ? sorted[0] : cuts[n - 1])) {
        cuts[n++] = cut;
      }
    }
    return Arrays.copyOf(cuts, n);
  }

  /** How many bins there are; 0 if the feature cannot be binned. */
  public int count() {
    return count;
  }

  /** Whether each bin is one value. */
  public boolean isDiscrete() {
    return isDiscrete;
  }

  /** The bin of values that have none: {@link #count} itself. */
  public int other() {
    return count;
  }

  /** The value's bin; {@link #other} if it has none, -1 if there is nothing or no bins. */
  public int of(double value) {
    if (Double.isNaN(value) || count == 0) {
      return -1;
    }
    int at = Arrays.binarySearch(edges, value);
    if (isDiscrete) {
      return at >= 0 ? at : count;
    }
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The bins of many values. */
  public int[] of(double[] values) {
    return Arrays.stream(values).mapToInt(this::of).toArray();
  }
}
