package io.diffluent.core.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a reservoir's rows, column by column in ascending order, without the missing ones.
 * Only what came and went since they were last asked for is sorted: sorting all of them at every
 * refresh was a fifth of what cleaning cost a young key.
 *
 * <p>They follow from the rows, so they are no state: whoever was restored sorts everything once.
 */
final class SortedColumns {

  private final List<double[]> came = new ArrayList<>();
  private final List<double[]> went = new ArrayList<>();

  /** Null where they were never asked for. */
  private final double[][] sorted;

  SortedColumns(int columns) {
    this.sorted = new double[columns][];
  }

  void came(double[] row) {
    came.add(row);
  }

  void went(double[] row) {
    went.add(row);
  }

  /**
   * Brings some columns up to date, and forgets what came and went.
   *
   * @param wanted columns of numbers, always the same ones
   * @param rows all rows that are there
   * @return by column, not to be written into; null where not wanted
   */
  double[][] refresh(boolean[] wanted, List<double[]> rows) {
    for (int c = 0; c < sorted.length; c++) {
      if (wanted[c]) {
        sorted[c] =
            sorted[c] == null
                ? ascending(rows, c)
                : merged(sorted[c], ascending(came, c), ascending(went, c));
      }
    }
    came.clear();
    went.clear();
    return sorted;
  }

  private static double[] ascending(List<double[]> rows, int column) {
    double[] present = new double[rows.size()];
    int n = 0;
    for (double[] row : rows) {
      if (!Double.isNaN(row[column])) {
        present[n++] = NumericUnits.bounded(row[column]);
      }
    }
    double[] ascending = Arrays.copyOf(present, n);
    Arrays.sort(ascending);
    return ascending;
  }

  /** Both, without what went; all that went is in one of them. */
  private static double[] merged(double[] sorted, double[] came, double[] went) {
    double[] merged = new double[sorted.length + came.length - went.length];
    int i = 0;
    int j = 0;
    int gone = 0;
    int n = 0;
    while (n < merged.length) {
      boolean old =
          j == came.length || i < sorted.length && Double.compare(sorted[i], came[j]) <= 0;
      double next = old ? sorted[i++] : came[j++];
      if (gone < went.length && Double.compare(next, went[gone]) == 0) {
        gone++;
      } else {
        merged[n++] = next;
      }
    }
    return merged;
  }
}
