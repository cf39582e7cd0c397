package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/**
 * {@code rescale}: undoes a wrong power of ten. For |z| > 4 it tries x * 10^k, k = +-1..3, and
 * takes the value nearest to what the other columns say (penalty 0.1 |k|), if within 3 units; else
 * it abstains.
 */
final class Rescale implements Repair {

  private static final double SUSPECT = 4;
  private static final double WITHIN = 3;
  private static final double PENALTY = 0.1;

  @Override
  public String name() {
    return "rescale";
  }

  @Override
  public double prior() {
    return SPEAKS_WHEN_SURE;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    if (!cell.isNumeric() || cell.isEmpty() || !(Math.abs(cell.z()) > SUSPECT)) {
      return ABSTAIN;
    }
    double best = ABSTAIN;
    double nearest = WITHIN;
    for (int k = -3; k <= 3; k++) {
      double z = cell.units().z(cell.number() * Math.pow(10, k));
      double distance = Math.abs(z - cell.regressed()) + PENALTY * Math.abs(k);
      if (k != 0 && distance < nearest) {
        nearest = distance;
        best = z;
      }
    }
    return best;
  }
}
