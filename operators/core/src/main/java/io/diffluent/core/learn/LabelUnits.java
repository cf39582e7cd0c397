package io.diffluent.core.learn;

/**
 * The units of the label when a record arrived: what turns a model's output into an answer.
 *
 * <pre>
 * answer = clip(mean + deviation output, low, high)
 * </pre>
 *
 * <p>A model is linear in what lies far from everything it has learned from, and knows no bound: of
 * counts it would say that they are negative, and of a strange record anything at all. What it
 * learns from is not clipped.
 *
 * @param mean running mean of the labels before the record
 * @param deviation their running standard deviation
 * @param low the smallest of them; minus infinity while they are few
 * @param high the largest of them; infinity while they are few
 */
public record LabelUnits(double mean, double deviation, double low, double high) {

  /** Units of labels that are classes: outputs are answers already. */
  static final LabelUnits NONE = unbounded(0, 1);

  static LabelUnits unbounded(double mean, double deviation) {
    return new LabelUnits(mean, deviation, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** What a model's output means in the label's own units. */
  double answer(double output) {
    return Math.max(low, Math.min(high, mean + deviation * output));
  }

  /** A label as a model learns it. */
  double target(double label) {
    return (label - mean) / deviation;
  }
}
