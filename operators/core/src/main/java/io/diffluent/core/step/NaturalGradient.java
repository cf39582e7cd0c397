package io.diffluent.core.step;

/**
 * Normalised natural gradient (mirror descent) on a simplex of weights w = softmax(l):
 *
 * <pre>
 * G_a  = dLoss/dw_a          c_a = G_a - sum_b w_b G_b
 * V    = 0.99 V + 0.01 sum_a w_a c_a^2      one scalar per simplex, corrected by 1 - 0.99^t
 * l_a -= rate c_a / (sqrt(V) + 1e-12)
 * </pre>
 *
 * <p>The factor w_a of the softmax gradient is gone: no vanishing step near a corner, no tuning to
 * the scale of the loss. The first steps have full size because V starts at 0; that is intended.
 */
final class NaturalGradient {

  private static final double DECAY = 0.99;

  private NaturalGradient() {}

  /**
   * @param logits changed in place
   * @param gradient dLoss/dl, which is w_a c_a
   * @param v V of each simplex, at the simplex's first entry
   */
  static void update(
      double[] logits, double[] gradient, double[] v, long t, int simplex, double rate) {
    double correction = 1 - Math.pow(DECAY, t);
    for (int from = 0; from < logits.length; from += simplex) {
      double[] w = Softmax.of(logits, from, simplex);
      double square = 0;
      for (int a = 0; a < simplex; a++) {
        double c = centred(gradient[from + a], w[a]);
        square += w[a] * c * c;
      }
      v[from] = DECAY * v[from] + (1 - DECAY) * square;
      double norm = Math.sqrt(v[from] / correction) + 1e-12;
      for (int a = 0; a < simplex; a++) {
        logits[from + a] -= rate * centred(gradient[from + a], w[a]) / norm;
      }
    }
  }

  private static double centred(double logitGradient, double weight) {
    return weight > 1e-300 ? logitGradient / weight : 0;
  }
}
