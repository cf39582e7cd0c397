package io.diffluent.core.detect;

/**
 * {@code missing}: nothing is there (absent, null, blank, "?", "N/A", a configured sentinel), or a
 * number far outside the rest that repeats suspiciously often (a discovered sentinel such as -200).
 */
final class Missing implements Detector {

  @Override
  public String name() {
    return "missing";
  }

  @Override
  public double suspicion(CellView cell) {
    if (cell.isEmpty()) {
      return 1;
    }
    return cell.isNumeric() && cell.units().isSentinel(cell.number()) ? 1 : 0;
  }
}
