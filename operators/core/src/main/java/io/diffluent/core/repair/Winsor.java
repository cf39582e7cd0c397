package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.NumericUnits;

/** {@code winsor}: the number itself, clipped to Tukey's fence and to four robust units. */
final class Winsor implements Repair {

  private static final double FENCE = 1.5;

  @Override
  public String name() {
    return "winsor";
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    if (!cell.isNumeric() || cell.isEmpty()) {
      return ABSTAIN;
    }
    NumericUnits units = cell.units();
    double low = units.z(units.q25() - FENCE * units.iqr());
    double high = units.z(units.q75() + FENCE * units.iqr());
    return NumericUnits.cut(Math.max(low, Math.min(high, cell.z())));
  }
}
