package io.diffluent.core.detect;

/**
 * {@code jump}: a cell that does not follow from the record before: a number more than four
 * standard deviations from its autoregression, a category twenty times rarer behind the last one
 * than anywhere.
 */
final class Jump implements Detector {

  private static final double DEVIATIONS = 4;

  private static final double RARER = Math.log(20);

  @Override
  public String name() {
    return "jump";
  }

  @Override
  public double suspicion(CellView cell) {
    return Detector.ramp(cell.jump(), cell.isNumeric() ? DEVIATIONS : RARER);
  }
}
