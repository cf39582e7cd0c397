package io.diffluent.core.detect;

import io.diffluent.core.stats.Similarity;
import io.diffluent.core.stats.Vocabulary;

/**
 * {@code rare-category}: an unseen or rare value; as suspicious as it is similar to a frequent one
 * (a typo), one half when it resembles nothing (perhaps just new).
 */
final class RareCategory implements Detector {

  @Override
  public String name() {
    return "rare-category";
  }

  @Override
  public double suspicion(CellView cell) {
    if (!cell.isRare()) {
      return 0;
    }
    Vocabulary.Entry similar = cell.similar();
    return similar == null ? 0.5 : Similarity.of(similar.value(), cell.text());
  }
}
