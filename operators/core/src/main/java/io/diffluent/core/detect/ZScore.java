package io.diffluent.core.detect;

/** {@code zscore}: more than three plain standard deviations from the plain mean. */
final class ZScore implements Detector {

  private static final double THRESHOLD = 3;

  @Override
  public String name() {
    return "zscore";
  }

  @Override
  public double suspicion(CellView cell) {
    if (!cell.isNumeric() || cell.isEmpty() || !cell.units().isEstablished()) {
      return 0;
    }
    double score = Math.abs(cell.number() - cell.units().mean()) / cell.units().deviation();
    return Detector.ramp(score, THRESHOLD);
  }
}
