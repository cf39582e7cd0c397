package io.diffluent.core.detect;

/** {@code residual}: more than four standard deviations from what the other columns say. */
final class Residual implements Detector {

  private static final double THRESHOLD = 4;

  @Override
  public String name() {
    return "residual";
  }

  @Override
  public double suspicion(CellView cell) {
    if (!cell.isNumeric() || cell.isEmpty() || !cell.units().isEstablished()) {
      return 0;
    }
    return Detector.ramp(cell.residual(), THRESHOLD);
  }
}
