package io.diffluent.core.detect.dboost;

import java.util.Arrays;

/**
 * Two Gaussians in the plane, fitted by expectation and maximization.
 *
 * <p>Deterministic and bounded: two starts, both from quantiles (the halves along the diagonal; the
 * inner three quarters and the rest, by distance from the mean), {@value #ITERATIONS} iterations
 * each, over at most {@value #ROWS} points; the likelier fit is kept. Variances have a floor of
 * 0.05^2, so that neither a component on a single point nor two features that determine each other
 * exactly make every rounding error improbable.
 */
public final class GaussianMixture {

  /** Points that are looked at, evenly spaced. */
  static final int ROWS = 256;

  static final int ITERATIONS = 20;

  private static final int COMPONENTS = 2;
  private static final double FLOOR = 0.05 * 0.05;
  private static final double GAIN = 1e-4;
  private static final double LN_TAU = Math.log(2 * Math.PI);

  private final double[] weight = new double[COMPONENTS];
  private final double[][] mean = new double[COMPONENTS][2];

  /** Variance of the first coordinate, of the second, covariance. */
  private final double[][] spread = new double[COMPONENTS][3];

  /** Log density of the component, with its weight, at its mean. */
  private final double[] peak = new double[COMPONENTS];

  /** Mean of ln f over the sample, when the iterations ended. */
  private final double likelihood;

  /** Median of ln f over the sample. */
  private final double typical;

  private final int iterations;

  private GaussianMixture(double[] x, double[] y, double[] ofFirst) {
    double[] share = ofFirst.clone();
    double likelihood = Double.NEGATIVE_INFINITY;
    int i = 0;
    while (i < ITERATIONS) {
      i++;
      maximize(x, y, share);
      double next = expect(x, y, share);
      boolean isSettled = next - likelihood < GAIN;
      likelihood = next;
      if (isSettled) {
        break;
      }
    }
    this.iterations = i;
    double[] densities = new double[x.length];
    Arrays.setAll(densities, k -> logDensity(x[k], y[k]));
    Arrays.sort(densities);
    this.typical = densities[densities.length / 2];
    this.likelihood = likelihood;
  }

  /**
   * @param x first coordinates, about unit scale, finite; at least two
   * @param y second coordinates
   */
  public static GaussianMixture of(double[] x, double[] y) {
    int n = Math.min(x.length, ROWS);
    double[] u = new double[n];
    double[] v = new double[n];
    for (int k = 0; k < n; k++) {
      int i = (int) ((long) k * x.length / n);
      u[k] = x[i];
      v[k] = y[i];
    }
    GaussianMixture halves = new GaussianMixture(u, v, halves(u, v));
    GaussianMixture core = new GaussianMixture(u, v, core(u, v));
    return core.likelihood > halves.likelihood ? core : halves;
  }

  /** Starts with the points below the median along the (rising or falling) diagonal. */
  private static double[] halves(double[] x, double[] y) {
    double sign = CorrelatedPairs.pearson(x, y) < 0 ? -1 : 1;
    double[] along = new double[x.length];
    Arrays.setAll(along, i -> x[i] + sign * y[i]);
    return lowest(along, 0.5);
  }

  /** Starts with the three quarters of the points that are nearest to the mean. */
  private static double[] core(double[] x, double[] y) {
    double[] all = new double[x.length];
    Arrays.fill(all, 1);
    double[] middle = new double[2];
    double[] shape = new double[3];
    moments(x, y, all, middle, shape);
    double[] distance = new double[x.length];
    Arrays.setAll(distance, i -> mahalanobis(x[i], y[i], middle, shape));
    return lowest(distance, 0.75);
  }

  private static double[] lowest(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double cut = sorted[(int) (share * sorted.length)];
    // Never quite 0 or 1, so that no component can start empty.
    return Arrays.stream(values).map(value -> value < cut ? 0.95 : 0.05).toArray();
  }

  private void maximize(double[] x, double[] y, double[] ofFirst) {
    double[] ofSecond = Arrays.stream(ofFirst).map(share -> 1 - share).toArray();
    double first = moments(x, y, ofFirst, mean[0], spread[0]);
    double second = moments(x, y, ofSecond, mean[1], spread[1]);
    weight[0] = (first + 1) / (first + second + 2);
    weight[1] = 1 - weight[0];
    for (int k = 0; k < COMPONENTS; k++) {
      double determinant = spread[k][0] * spread[k][1] - spread[k][2] * spread[k][2];
      peak[k] = Math.log(weight[k]) - LN_TAU - 0.5 * Math.log(determinant);
    }
  }

  /** Weighted mean and spread; the sum of the weights. */
  private static double moments(
      double[] x, double[] y, double[] weights, double[] mean, double[] spread) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < x.length; i++) {
      n += weights[i];
      sx += weights[i] * x[i];
      sy += weights[i] * y[i];
    }
    double safe = Math.max(n, 1e-12);
    mean[0] = sx / safe;
    mean[1] = sy / safe;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - mean[0];
      double dy = y[i] - mean[1];
      sxx += weights[i] * dx * dx;
      syy += weights[i] * dy * dy;
      sxy += weights[i] * dx * dy;
    }
    spread[0] = sxx / safe + FLOOR;
    spread[1] = syy / safe + FLOOR;
    spread[2] = sxy / safe;
    return n;
  }

  /** Shares of the first component; the mean log-likelihood. */
  private double expect(double[] x, double[] y, double[] ofFirst) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double first = logOf(0, x[i], y[i]);
      double second = logOf(1, x[i], y[i]);
      double lesser = Math.exp(-Math.abs(first - second));
      ofFirst[i] = (first > second ? 1 : lesser) / (1 + lesser);
      sum += Math.max(first, second) + Math.log(1 + lesser);
    }
    return sum / x.length;
  }

  private double logOf(int k, double x, double y) {
    return peak[k] - 0.5 * mahalanobis(x, y, mean[k], spread[k]);
  }

  private static double mahalanobis(double x, double y, double[] mean, double[] s) {
    double dx = x - mean[0];
    double dy = y - mean[1];
    return (s[1] * dx * dx - 2 * s[2] * dx * dy + s[0] * dy * dy) / (s[0] * s[1] - s[2] * s[2]);
  }

  private static double logSum(double a, double b) {
    return Math.max(a, b) + Math.log(1 + Math.exp(-Math.abs(a - b)));
  }

  public double logDensity(double x, double y) {
    return logSum(logOf(0, x, y), logOf(1, x, y));
  }

  /**
   * How far below the usual density a point lies:
   *
   * <pre>
   * s = ln 2 + (median over the sample of ln f) - ln f(x, y)
   * </pre>
   *
   * <p>For a single Gaussian this is half the squared Mahalanobis distance (whose median is 2 ln
   * 2), so a share exp(-s) of the points lies further out. In a mixture a component that is broad
   * and light, which is what outliers make, counts as improbable, one that is dense does not.
   */
  public double improbability(double x, double y) {
    return Math.max(0, Math.log(2) + typical - logDensity(x, y));
  }

  /** Negative log density of one coordinate alone: the first (0) or the second (1). */
  public double surprise(int coordinate, double value) {
    double[] logs = new double[COMPONENTS];
    for (int k = 0; k < COMPONENTS; k++) {
      double variance = spread[k][coordinate];
      double d = value - mean[k][coordinate];
      logs[k] = Math.log(weight[k]) - 0.5 * (LN_TAU + Math.log(variance) + d * d / variance);
    }
    return -logSum(logs[0], logs[1]);
  }

  /** Iterations that the kept fit took. */
  int iterations() {
    return iterations;
  }
}
