package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.Vocabulary;

/** {@code nearest-category}: the frequent category that a rare text most resembles. */
final class NearestCategory implements Repair {

  @Override
  public String name() {
    return "nearest-category";
  }

  @Override
  public double prior() {
    return SPEAKS_WHEN_SURE;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    if (!cell.isRare()) {
      return ABSTAIN;
    }
    Vocabulary.Entry similar = cell.similar();
    return similar == null || similar.position() == Vocabulary.UNKNOWN
        ? ABSTAIN
        : similar.position();
  }
}
