package io.diffluent.core.detect;

/**
 * {@code learned}: the detector whose weights are trained with the model (see {@code
 * io.diffluent.core.step.LearnedDetector}). Here, before any weight is known, it only decides which
 * cells are worth its attention: all that its starting weights would give more than the smallest
 * gate, and those that are odd in a way that it may learn to mind. Cells below cost nothing.
 */
final class Learned implements Detector {

  /** sigmoid(-6 + 1.5 * 1.4) = 0.02, the smallest gate that is not zero. */
  private static final double Z = 1.4;

  private static final double RESIDUAL = 3;

  private static final double JUMP = 3;

  private static final double REPETITION = 3;

  @Override
  public String name() {
    return "learned";
  }

  @Override
  public double suspicion(CellView cell) {
    if (cell.isEmpty() || cell.isRare()) {
      return 1;
    }
    if (cell.jump() > JUMP || cell.repetition() > REPETITION) {
      return 1;
    }
    if (!cell.isNumeric() || !cell.units().isEstablished()) {
      return 0;
    }
    return Math.abs(cell.z()) > Z || cell.residual() > RESIDUAL ? 1 : 0;
  }
}
