package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/** {@code mean}: the robust mean of the column, or the most frequent category. */
final class Mean implements Repair {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? 0 : MostFrequent.category(cell);
  }
}
