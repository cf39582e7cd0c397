package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/** {@code median}: the median of a numeric column. */
final class Median implements Repair {

  @Override
  public String name() {
    return "median";
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? cell.units().z(cell.units().q50()) : ABSTAIN;
  }
}
