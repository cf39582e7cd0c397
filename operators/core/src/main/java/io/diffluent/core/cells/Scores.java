package io.diffluent.core.cells;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.Vocabulary;
import java.util.List;

/**
 * The continuous scores that the learned detector weighs.
 *
 * <pre>
 * s1 = min(|z|, 10)            s2 = min(|z - regressed| / sigma, 10)
 * s3 = min(-ln(h + 0.001), 7)  s4 = 1 if missing or rare
 * s5 = min(surprise, 10) at what follows the record before
 * s6 = min(-ln(share of runs as long as the cell's), 10)
 * </pre>
 *
 * <p>h is the share of the past in the cell's bin; for a category its frequency over the average
 * frequency, at most 1.
 */
public final class Scores {

  public static final List<String> NAMES =
      List.of("distance", "residual", "surprise", "absence", "jump", "repetition");

  public static final int COUNT = 6;

  private Scores() {}

  static void of(CellView cell, float[] target, int at) {
    double h = cell.isEmpty() ? 1 : frequency(cell);
    target[at] = (float) (Double.isNaN(cell.z()) ? 0 : Math.min(Math.abs(cell.z()), 10));
    target[at + 1] = (float) Math.min(cell.residual(), 10);
    target[at + 2] = (float) Math.max(0, Math.min(-Math.log(h + 0.001), 7));
    target[at + 3] = cell.isEmpty() || cell.isRare() ? 1 : 0;
    target[at + 4] = (float) Math.min(cell.jump(), 10);
    target[at + 5] = (float) Math.min(cell.repetition(), 10);
  }

  private static double frequency(CellView cell) {
    if (cell.isNumeric()) {
      return cell.units().isEstablished() ? cell.units().frequency(cell.number()) : 1;
    }
    Vocabulary vocabulary = cell.vocabulary();
    if (vocabulary.known() == 0) {
      return 1;
    }
    double count = cell.entry() == null ? 0 : cell.entry().count();
    return Math.min(1, count * vocabulary.known() / vocabulary.total());
  }
}
