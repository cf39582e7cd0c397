package io.diffluent.core.step;

/** {@code w = softmax(l)} on a slice of logits, and back. */
public final class Softmax {

  private Softmax() {}

  public static double[] of(double[] logits) {
    return of(logits, 0, logits.length);
  }

  static double[] of(double[] logits, int from, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, logits[from + i]);
    }
    double[] weights = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = Math.exp(logits[from + i] - max);
      sum += weights[i];
    }
    for (int i = 0; i < n; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** {@code dl_a += w_a (dw_a - sum_b w_b dw_b)}. */
  static void pullback(double[] weights, double[] weightGradient, double[] gradient, int from) {
    double mean = 0;
    for (int i = 0; i < weights.length; i++) {
      mean += weights[i] * weightGradient[i];
    }
    for (int i = 0; i < weights.length; i++) {
      gradient[from + i] += weights[i] * (weightGradient[i] - mean);
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
