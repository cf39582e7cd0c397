package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/**
 * {@code keep}: no repair. The value stays as it is (or as it could be read); an empty category
 * stays empty, and where a number is missing there is nothing to keep.
 */
final class Keep implements Repair {

  @Override
  public String name() {
    return "keep";
  }

  @Override
  public double prior() {
    return CHANGES_NOTHING;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    if (cell.isNumeric()) {
      return cell.isEmpty() ? ABSTAIN : cell.z();
    }
    return cell.entry() == null ? NO_CATEGORY : cell.entry().position();
  }
}
