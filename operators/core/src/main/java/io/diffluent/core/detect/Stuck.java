package io.diffluent.core.detect;

import io.diffluent.core.stats.TableStatistics;

/**
 * {@code stuck}: a cell that repeats the ones before it for longer than the column does: a run that
 * one in a hundred of the column's runs reaches. What a hung sensor, a cached page or a broken join
 * looks like.
 *
 * <p>This is the flat-line test (QARTOD) or persistence test (WMO-No. 488) of measuring networks,
 * with a limit learned from the column's own runs.
 */
final class Stuck implements Detector {

  @Override
  public String name() {
    return "stuck";
  }

  @Override
  public double suspicion(CellView cell) {
    return Detector.ramp(cell.repetition(), TableStatistics.STUCK);
  }
}
