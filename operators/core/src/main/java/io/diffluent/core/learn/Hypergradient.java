package io.diffluent.core.learn;

import java.util.List;

/**
 * How the weights of sources should move, by what a step on each would do to the loss of others
 * (paper, equation 1), normalised:
 *
 * <pre>
 * g_k = mean gradient of source k's rows        n_k = P g_k / ||P g_k||, P = 1 / (sqrt(v) + 1e-8)
 * h_k = &lt;g_val, n_k&gt;                            on the next fresh batch, or on trusted rows
 * dl_k = -w_k (h_k - sum_j w_j h_j)             over the sources present
 * </pre>
 *
 * <p>Dividing by the norm is the point: without it this is equation 1 itself, in the form it has
 * for a preconditioned optimizer, but noisy sources have big gradients and swamp it. Augmented
 * versions of the same rows are sources too.
 *
 * @param preconditioner P
 * @param normalised whether n_k is divided by its norm
 */
record Hypergradient(float[] preconditioner, boolean normalised) {

  /**
   * @param bySource {@code g_k} of every source present, null for the others
   * @param validation {@code g_val}
   * @param logits the sources' logits
   * @param gradient dLoss/dl is added here; sources that were not present get nothing
   */
  void add(List<float[]> bySource, float[] validation, double[] logits, double[] gradient) {
    int n = logits.length;
    double[] h = new double[n];
    double[] w = new double[n];
    double sum = 0;
    double mean = 0;
    for (int k = 0; k < n; k++) {
      if (bySource.get(k) != null) {
        h[k] = alignment(bySource.get(k), validation);
        w[k] = Math.exp(logits[k]);
        sum += w[k];
      }
    }
    for (int k = 0; k < n; k++) {
      w[k] = sum > 0 ? w[k] / sum : 0;
      mean += w[k] * h[k];
    }
    for (int k = 0; k < n; k++) {
      gradient[k] -= w[k] * (h[k] - mean);
    }
  }

  private double alignment(float[] g, float[] validation) {
    double dot = 0;
    double square = 0;
    for (int i = 0; i < g.length; i++) {
      double step = (double) preconditioner[i] * g[i];
      dot += step * validation[i];
      square += step * step;
    }
    if (!normalised) {
      return dot;
    }
    return square > 0 ? dot / Math.sqrt(square) : 0;
  }
}
