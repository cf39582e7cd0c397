package io.diffluent.core.detect.dboost;

/**
 * Mean and standard deviation of a feature.
 *
 * @param count values there were
 * @param mean 0 if there were none
 * @param deviation of the population; 0 if there was no spread
 */
public record Spread(int count, double mean, double deviation) {

  /** Where z units already are: no shift, no scale. */
  public static final Spread UNIT = new Spread(0, 0, 1);

  /**
   * @param sampled the feature in every row, NaN where there is nothing
   */
  public static Spread of(double[] sampled) {
    int n = 0;
    double sum = 0;
    for (double value : sampled) {
      if (!Double.isNaN(value)) {
        n++;
        sum += value;
      }
    }
    double mean = n == 0 ? 0 : sum / n;
    double squares = 0;
    for (double value : sampled) {
      squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
    }
    double deviation = n == 0 ? 0 : Math.sqrt(squares / n);
    // What is left of a constant by rounding is no spread.
    return new Spread(n, mean, deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? deviation : 0);
  }

  /** Standard deviations from the mean; NaN for NaN. */
  public double standard(double value) {
    return (value - mean) / deviation;
  }
}
