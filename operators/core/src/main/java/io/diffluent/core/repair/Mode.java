package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.Vocabulary;

/** {@code mode}: the most frequent category, or the centre of a number's fullest bin. */
final class Mode implements Repair {

  @Override
  public String name() {
    return "mode";
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? cell.units().z(cell.units().mode()) : category(cell);
  }

  static double category(CellView cell) {
    Vocabulary.Entry mode = cell.vocabulary().mode();
    return mode == null || mode.position() == Vocabulary.UNKNOWN ? ABSTAIN : mode.position();
  }
}
