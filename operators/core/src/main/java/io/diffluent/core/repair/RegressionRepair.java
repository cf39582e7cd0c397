package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.NumericUnits;

/** {@code regression}: what the other numeric columns say, from the online ridge regression. */
final class RegressionRepair implements Repair {

  @Override
  public String name() {
    return "regression";
  }

  @Override
  public double prior() {
    return LOOKS_AT_THE_RECORD;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? NumericUnits.cut(cell.regressed()) : ABSTAIN;
  }
}
