package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/**
 * {@code learned}: a fill value per numeric column that is trained with the model. It abstains
 * here; {@code io.diffluent.core.step.LearnedFill} puts the current value in.
 */
final class LearnedFillRepair implements Repair {

  @Override
  public String name() {
    return Repairs.LEARNED;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return ABSTAIN;
  }
}
