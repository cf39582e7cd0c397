package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;

/**
 * Proposes a candidate for a suspect cell.
 *
 * <p>A candidate is a number in z units for a numeric column; for a categorical one it is the
 * position of a category, or {@link #NO_CATEGORY} for "leave it empty". {@link #ABSTAIN} means that
 * this repair has nothing to say about this cell; the mixture then shares its weight among the
 * others.
 *
 * <p>Laws: pure in the cell and the statistics; a candidate is finite and within [-20, 20], or a
 * valid position; a repair never looks at the label.
 */
public interface Repair {

  double ABSTAIN = Double.NaN;

  double NO_CATEGORY = -1;

  /** Prior of what looks at nothing but the cell and its column. */
  double LOOKS_AT_THE_COLUMN = 0;

  /** Prior of what looks at the rest of the record, or at the record before. */
  double LOOKS_AT_THE_RECORD = 1;

  /** Prior of what abstains unless something speaks for it, and always on ordinary cells. */
  double SPEAKS_WHEN_SURE = 2;

  /** Prior of what changes nothing: where there is something to keep, a shut gate keeps it. */
  double CHANGES_NOTHING = -2;

  /** Its name in pipeline files, receipts and snapshots. */
  String name();

  double propose(CellView cell, Evidence evidence);

  /**
   * What a mixture thinks of it before it has learned anything: the logit of its weight at the
   * start.
   */
  default double prior() {
    return LOOKS_AT_THE_COLUMN;
  }

  /** Whether it costs so much that it is left out while its weight is small. */
  default boolean isCostly() {
    return false;
  }
}
