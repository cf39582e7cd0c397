package io.diffluent.core.repair;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.core.stats.Vocabulary;

/**
 * {@code knn}: the mean of the nearest past rows, or the category most of them have (ties: the
 * nearer one). Distances use only the cells of the record that are trusted.
 */
final class NearestNeighbours implements Repair {

  @Override
  public String name() {
    return "knn";
  }

  @Override
  public double prior() {
    return LOOKS_AT_THE_RECORD;
  }

  @Override
  public double propose(CellView cell, Evidence evidence) {
    return cell.isNumeric() ? mean(cell, evidence) : vote(cell, evidence);
  }

  /** A distance to every remembered row: more than all other repairs together. */
  @Override
  public boolean isCostly() {
    return true;
  }

  private static double mean(CellView cell, Evidence evidence) {
    double sum = 0;
    int n = 0;
    for (int row : evidence.neighbours()) {
      double z = cell.statistics().neighbourCell(row, cell.index());
      if (!Double.isNaN(z)) {
        sum += NumericUnits.cut(z);
        n++;
      }
    }
    return n == 0 ? ABSTAIN : sum / n;
  }

  private static double vote(CellView cell, Evidence evidence) {
    TableStatistics statistics = cell.statistics();
    int[] rows = evidence.neighbours();
    int[] positions = new int[rows.length];
    int winner = Vocabulary.UNKNOWN;
    int most = 0;
    for (int i = 0; i < rows.length; i++) {
      double code = statistics.neighbourCell(rows[i], cell.index());
      positions[i] =
          Double.isNaN(code) ? Vocabulary.UNKNOWN : statistics.positionOfCode(cell.index(), code);
    }
    for (int i = 0; i < rows.length; i++) {
      int votes = 0;
      for (int position : positions) {
        votes += position == positions[i] ? 1 : 0;
      }
      if (positions[i] != Vocabulary.UNKNOWN && votes > most) {
        most = votes;
        winner = positions[i];
      }
    }
    return winner == Vocabulary.UNKNOWN ? ABSTAIN : winner;
  }
}
