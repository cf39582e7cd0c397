package io.diffluent.core.stats;

import java.util.Arrays;

/**
 * Robust units of one numeric column, from a sample of its past.
 *
 * <p>{@code centre} and {@code scale} are mean and standard deviation of the values inside {@code
 * [q25 - 3 IQR, q75 + 3 IQR]}; only that fence trims, never a detector. Degenerate columns fall
 * back stepwise: with no spread between the quartiles the fence is [q01, q99], with no spread there
 * either the scale is 1.
 *
 * @param count values in the sample
 * @param mean plain mean
 * @param deviation plain standard deviation, at least a tiny positive number
 * @param q01 1 % quantile, and so on
 * @param centre robust mean, the origin of z
 * @param scale robust standard deviation, the unit of z
 * @param mode centre of the fullest bin
 * @param bins share of the values in each of {@link #BINS} equal bins over [q01, q99], clamped
 * @param sentinels values far outside that repeat suspiciously often: disguised missing values
 */
public record NumericUnits(
    int count,
    double mean,
    double deviation,
    double q01,
    double q25,
    double q50,
    double q75,
    double q99,
    double centre,
    double scale,
    double mode,
    double[] bins,
    double[] sentinels) {

  /** Largest absolute value of z. */
  public static final double CLIP = 20;

  /** Numbers beyond this many units are cut where nothing has learned to let them through. */
  public static final double CUT = 4;

  static final int BINS = 20;

  /** Fewer values than this say nothing about outliers. */
  private static final int ENOUGH = 20;

  private static final int SENTINELS = 8;

  private static final double LARGEST = 1e150;

  /** Units of a column nobody has seen: z is the value itself. */
  static final NumericUnits UNSEEN =
      new NumericUnits(0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, new double[BINS], new double[0]);

  /**
   * @param sorted the sample, {@link #bounded}, in ascending order
   */
  static NumericUnits of(double[] sorted) {
    int count = sorted.length;
    if (count == 0) {
      return UNSEEN;
    }
    double q01 = quantile(sorted, 0.01);
    double q25 = quantile(sorted, 0.25);
    double q75 = quantile(sorted, 0.75);
    double q99 = quantile(sorted, 0.99);
    double spread = q75 - q25;
    double low = spread > 0 ? q25 - 3 * spread : q01;
    double high = spread > 0 ? q75 + 3 * spread : q99;
    Moments plain = Moments.of(sorted, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    boolean allInside = low <= sorted[0] && sorted[count - 1] <= high;
    Moments robust = allInside ? plain : Moments.of(sorted, low, high);
    double[] bins = histogram(sorted, q01, q99);
    int fullest = 0;
    for (int b = 1; b < BINS; b++) {
      if (bins[b] > bins[fullest]) {
        fullest = b;
      }
    }
    double mode = q01 + (q99 - q01) * (fullest + 0.5) / BINS;
    return new NumericUnits(
        count,
        plain.mean,
        positive(plain.deviation),
        q01,
        q25,
        quantile(sorted, 0.5),
        q75,
        q99,
        robust.mean,
        positive(robust.deviation),
        mode,
        bins,
        spread > 0 ? repeatedFarOutside(sorted, low, high) : new double[0]);
  }

  /** Standard units, clipped to {@link #CLIP}. */
  public double z(double value) {
    return Math.max(-CLIP, Math.min(CLIP, (value - centre) / scale));
  }

  /** Units cut at {@link #CUT}. */
  public static double cut(double z) {
    return z > CUT ? CUT : z < -CUT ? -CUT : z;
  }

  /** The value that has these units. */
  public double value(double z) {
    return centre + scale * z;
  }

  public double iqr() {
    return q75 - q25;
  }

  /** Whether there is enough past to call anything unusual. */
  public boolean isEstablished() {
    return count >= ENOUGH;
  }

  /** Share of the past in the value's bin; 0 outside all bins. */
  public double frequency(double value) {
    double distance = binsOutside(value);
    return distance > 0 ? 0 : bins[bin(value, q01, q99)];
  }

  /** How many bin widths the value lies outside [q01, q99]; 0 inside. */
  public double binsOutside(double value) {
    double width = Math.max((q99 - q01) / BINS, 1e-12 * Math.max(1, Math.abs(q50)));
    return Math.max(0, Math.max(q01 - value, value - q99) / width);
  }

  public boolean isSentinel(double value) {
    for (double sentinel : sentinels) {
      if (sentinel == bounded(value)) {
        return true;
      }
    }
    return false;
  }

  /** Neither sums nor squares of what the units are made from can overflow. */
  static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  private static double[] repeatedFarOutside(double[] sorted, double low, double high) {
    int least = Math.max(3, (int) Math.ceil(0.003 * sorted.length));
    double[] found = new double[SENTINELS];
    int n = 0;
    for (int i = 0; i < sorted.length && n < SENTINELS; ) {
      int j = i;
      while (j < sorted.length && sorted[j] == sorted[i]) {
        j++;
      }
      if (j - i >= least && (sorted[i] < low || sorted[i] > high)) {
        found[n++] = sorted[i];
      }
      i = j;
    }
    return Arrays.copyOf(found, n);
  }

  private static double[] histogram(double[] sorted, double low, double high) {
    double[] bins = new double[BINS];
    double share = 1.0 / sorted.length;
    int i = 0;
    for (int b = 0; b < BINS; b++) {
      for (int end = beyond(b, sorted, i, low, high); i < end; i++) {
        bins[b] += share;
      }
    }
    return bins;
  }

  /** Where the values of the bins behind this one begin, at {@code from} or later. */
  private static int beyond(int bin, double[] sorted, int from, double low, double high) {
    int first = from;
    int end = sorted.length;
    while (first < end) {
      int middle = (first + end) >>> 1;
      if (bin(sorted[middle], low, high) <= bin) {
        first = middle + 1;
      } else {
        end = middle;
      }
    }
    return first;
  }

  private static int bin(double value, double low, double high) {
    if (!(high > low)) {
      return 0;
    }
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / (high - low) * BINS)));
  }

  private static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double positive(double deviation) {
    return deviation > 0 && Double.isFinite(deviation) ? deviation : 1;
  }

  private record Moments(double mean, double deviation) {

    static Moments of(double[] values, double low, double high) {
      double sum = 0;
      int n = 0;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (value >= low && value <= high) {
          sum += value;
          n++;
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      if (least == most) {
        return new Moments(least, 0); // a sum of tenths over their number is not a tenth
      }
      double mean = n == 0 ? 0 : sum / n;
      double squares = 0;
      for (double value : values) {
        if (value >= low && value <= high) {
          squares += (value - mean) * (value - mean);
        }
      }
      return new Moments(mean, n == 0 ? 0 : Math.sqrt(squares / n));
    }
  }
}
