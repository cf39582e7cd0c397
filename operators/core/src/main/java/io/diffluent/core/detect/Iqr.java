package io.diffluent.core.detect;

import io.diffluent.core.stats.NumericUnits;

/** {@code iqr}: more than 1.5 interquartile ranges outside the quartiles (Tukey's fence). */
final class Iqr implements Detector {

  private static final double THRESHOLD = 1.5;

  @Override
  public String name() {
    return "iqr";
  }

  @Override
  public double suspicion(CellView cell) {
    if (!cell.isNumeric() || cell.isEmpty()) {
      return 0;
    }
    NumericUnits units = cell.units();
    if (!units.isEstablished() || !(units.iqr() > 0)) {
      return 0;
    }
    double outside = Math.max(units.q25() - cell.number(), cell.number() - units.q75());
    return Detector.ramp(outside / units.iqr(), THRESHOLD);
  }
}
