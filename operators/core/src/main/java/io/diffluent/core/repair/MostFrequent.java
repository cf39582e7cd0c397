package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.Vocabulary;

/** The position of a column's most frequent category, if it has one. */
final class MostFrequent {

  private MostFrequent() {}

  static double category(CellView cell) {
    Vocabulary.Entry mode = cell.vocabulary().mode();
    return mode == null || mode.position() == Vocabulary.UNKNOWN ? Repair.ABSTAIN : mode.position();
  }
}
