package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.NumericUnits;

/**
 * {@code sequence}: what usually follows the record before: the last believable number, drawn
 * towards the mean as far as records follow each other in no order, or the category that most often
 * came behind the last one. Last observation carried forward, learned.
 */
final class Sequence implements Repair {

  @Override
  public String name() {
    return "sequence";
  }

  @Override
  public double prior() {
    return LOOKS_AT_THE_RECORD;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    double expected = cell.expected();
    if (Double.isNaN(expected)) {
      return ABSTAIN;
    }
    return cell.isNumeric() ? NumericUnits.cut(expected) : expected;
  }
}
