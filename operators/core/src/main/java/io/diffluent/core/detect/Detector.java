package io.diffluent.core.detect;

/**
 * Gives a cell a suspicion in [0, 1]: 0 is unsuspicious, 1 is certain, one half lies on the
 * textbook threshold.
 *
 * <p>Laws: pure in the cell and the statistics; finite and within [0, 1] whatever the cell holds;
 * never changes the statistics, which never depend on it. A detector that cannot judge a cell says
 * 0.
 */
public interface Detector {

  /** Its name in pipeline files, receipts and snapshots. */
  String name();

  double suspicion(CellView cell);

  /**
   * A threshold with a soft edge: 0 below {@code 0.85 t}, 1 above {@code 1.15 t}, linear between,
   * one half at {@code t}.
   */
  static double ramp(double score, double t) {
    double value = (score - 0.85 * t) / (0.3 * t);
    return value > 0 ? Math.min(1, value) : 0;
  }
}
