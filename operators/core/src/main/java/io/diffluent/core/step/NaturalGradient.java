package io.diffluent.core.step;

import java.util.Arrays;

/**
 * Normalised natural gradient (mirror descent) on a simplex of weights w = softmax(l):
 *
 * <pre>
 * G_a  = dLoss/dw_a          c_a = G_a - sum_b w_b G_b
 * V    = 0.99 V + 0.01 sum_a w_a c_a^2      one scalar per simplex, corrected by 1 - 0.99^t
 * l_a -= rate clip(c_a / (sqrt(V) + 1e-12), +-3)       l_a >= max_b l_b - ln 1000
 * </pre>
 *
 * <p>The factor w_a of the softmax gradient is gone: no vanishing step near a corner, no tuning to
 * the scale of the loss. The first steps have full size, since V is corrected; that is intended.
 *
 * <p>Near a corner V is made of weights that are nearly 0, and what is left of c_a would be divided
 * by next to nothing: without the two bounds one noisy batch could end an alternative for good.
 */
final class NaturalGradient {

  private static final double DECAY = 0.99;
  private static final double LARGEST_STEP = 3;
  private static final double SPREAD = Math.log(1000);

  private NaturalGradient() {}

  /**
   * @param logits changed in place
   * @param gradient dLoss/dl, which is w_a c_a
   * @param v V of each simplex, at each of its entries: any of them may be gone after an upgrade
   * @param rates of every logit; those of a simplex are alike
   */
  static void update(
      double[] logits, double[] gradient, double[] v, long t, int simplex, double[] rates) {
    double correction = 1 - Math.pow(DECAY, t);
    for (int from = 0; from < logits.length; from += simplex) {
      double[] w = Softmax.of(logits, from, simplex);
      double square = 0;
      for (int a = 0; a < simplex; a++) {
        double c = centred(gradient[from + a], w[a]);
        square += w[a] * c * c;
      }
      Arrays.fill(v, from, from + simplex, DECAY * v[from] + (1 - DECAY) * square);
      double norm = Math.sqrt(v[from] / correction) + 1e-12;
      for (int a = 0; a < simplex; a++) {
        double step = centred(gradient[from + a], w[a]) / norm;
        logits[from + a] -= rates[from + a] * Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
      }
      keepAlive(logits, from, simplex);
    }
  }

  private static void keepAlive(double[] logits, int from, int simplex) {
    double max = Double.NEGATIVE_INFINITY;
    for (int a = from; a < from + simplex; a++) {
      max = Math.max(max, logits[a]);
    }
    for (int a = from; a < from + simplex; a++) {
      logits[a] = Math.max(logits[a], max - SPREAD);
    }
  }

  private static double centred(double logitGradient, double weight) {
    return weight > 1e-300 ? logitGradient / weight : 0;
  }
}
