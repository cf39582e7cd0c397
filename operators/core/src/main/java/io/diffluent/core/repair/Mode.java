package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/** {@code mode}: the most frequent category, or the centre of a number's fullest bin. */
final class Mode implements Repair {

  @Override
  public String name() {
    return "mode";
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? cell.units().z(cell.units().mode()) : MostFrequent.category(cell);
  }
}
