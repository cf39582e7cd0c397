package io.diffluent.core.model;

import java.io.Serializable;

/**
 * How model parameters are updated; the state (moments) is ours, so that it can be checkpointed.
 */
public sealed interface OptimizerSpec extends Serializable {

  double rate();

  /** {@code p -= rate g}. */
  record Sgd(double rate) implements OptimizerSpec {}

  /**
   * Adam (Kingma and Ba, 2015), with bias correction:
   *
   * <pre>
   * m = b1 m + (1 - b1) g      v = b2 v + (1 - b2) g^2
   * p -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
   * </pre>
   */
  record Adam(double rate, double beta1, double beta2, double epsilon) implements OptimizerSpec {

    /**
     * With the usual constants but for b2 = 0.99: on a stream the scale of a gradient is that of
     * the last hundred steps.
     */
    public static Adam of(double rate) {
      return new Adam(rate, 0.9, 0.99, 1e-8);
    }
  }
}
