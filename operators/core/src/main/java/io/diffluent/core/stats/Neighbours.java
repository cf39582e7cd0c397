package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of the reservoir that are nearest to a record, over the cells that can be trusted.
 *
 * <p>Distance: squared differences in z units over the trusted numeric cells, less 1 for each
 * trusted categorical cell that agrees. With the mask m,
 *
 * <pre>
 * sum_j m_j (x_j - r_j)^2 = const + |r|^2 - sum_j (1 - m_j) r_j^2 - 2 R (m o x)
 * </pre>
 *
 * <p>so one matrix-vector product serves all rows, and only the few cells that are not trusted cost
 * extra. A missing cell of a reservoir row counts as its column's centre.
 */
public final class Neighbours {

  private static final double CLIP = 4;
  private static final int[] NOBODY = {};

  private final int rows;
  private final int columns;
  private final int[] numeric;
  private final int[] categorical;

  /** Column-major {@code [rows][numeric]}: clipped z, 0 for missing. */
  private final double[] values;

  /** |r|^2 of every row. */
  private final double[] norms;

  /** Column-major {@code [rows][categorical]}: codes, -1 for missing. */
  private final int[] codes;

  /** Rows that have a code, by categorical column and code. */
  private final List<Map<Integer, int[]>> rowsByCode = new ArrayList<>();

  private final double[] z;
  private final double[] scaled;
  private final double[] distance;

  /**
   * @param sample rows in z units for numeric columns and codes for categorical ones, NaN missing
   * @param isNumeric type of each column
   */
  Neighbours(double[][] sample, boolean[] isNumeric) {
    rows = sample.length;
    columns = isNumeric.length;
    numeric = indices(isNumeric, true);
    categorical = indices(isNumeric, false);
    values = new double[rows * numeric.length];
    norms = new double[rows];
    codes = new int[rows * categorical.length];
    z = new double[rows * numeric.length];
    scaled = new double[numeric.length];
    distance = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < numeric.length; k++) {
        double value = sample[i][numeric[k]];
        double clipped = Double.isNaN(value) ? 0 : Math.max(-CLIP, Math.min(CLIP, value));
        z[k * rows + i] = value;
        values[k * rows + i] = clipped;
        norms[i] += clipped * clipped;
      }
      for (int k = 0; k < categorical.length; k++) {
        double code = sample[i][categorical[k]];
        codes[k * rows + i] = Double.isNaN(code) ? -1 : (int) code;
      }
    }
    for (int k = 0; k < categorical.length; k++) {
      int start = k * rows;
      rowsByCode.add(
          IntStream.range(0, rows)
              .boxed()
              .collect(
                  Collectors.groupingBy(
                      i -> codes[start + i],
                      Collectors.collectingAndThen(
                          Collectors.toList(),
                          list -> list.stream().mapToInt(Integer::intValue).toArray()))));
    }
  }

  int rows() {
    return rows;
  }

  /**
   * Indices of the nearest rows, nearest first (ties: the older row).
   *
   * @param query z units and codes, as in the sample
   * @param trusted which cells count
   */
  int[] nearest(MatrixVector kernel, double[] query, boolean[] trusted, int k) {
    int used = 0;
    for (int j = 0; j < numeric.length; j++) {
      double x = query[numeric[j]];
      boolean counts = trusted[numeric[j]] && !Double.isNaN(x);
      scaled[j] = counts ? -2 * Math.max(-CLIP, Math.min(CLIP, x)) : 0;
      used += counts ? 1 : 0;
    }
    distancesOfNumbers(kernel, query, trusted, used);
    // Every row differs, but for those that are listed under the code: few, and found at once.
    for (int j = 0; j < categorical.length; j++) {
      int c = categorical[j];
      if (trusted[c] && !Double.isNaN(query[c])) {
        for (int i : rowsByCode.get(j).getOrDefault((int) query[c], NOBODY)) {
          distance[i]--;
        }
        used++;
      }
    }
    return used == 0 ? new int[0] : smallest(Math.min(k, rows));
  }

  private void distancesOfNumbers(
      MatrixVector kernel, double[] query, boolean[] trusted, int used) {
    if (used == 0) {
      Arrays.fill(distance, 0);
      return;
    }
    kernel.multiply(rows, numeric.length, values, scaled, distance);
    for (int i = 0; i < rows; i++) {
      distance[i] += norms[i];
    }
    for (int j = 0; j < numeric.length; j++) {
      if (!trusted[numeric[j]] || Double.isNaN(query[numeric[j]])) {
        int start = j * rows;
        for (int i = 0; i < rows; i++) {
          distance[i] -= values[start + i] * values[start + i];
        }
      }
    }
  }

  /** The row's cell: z units or a code; NaN when missing. */
  double cell(int row, int column) {
    for (int j = 0; j < numeric.length; j++) {
      if (numeric[j] == column) {
        return z[j * rows + row];
      }
    }
    for (int j = 0; j < categorical.length; j++) {
      if (categorical[j] == column) {
        int code = codes[j * rows + row];
        return code < 0 ? Double.NaN : code;
      }
    }
    throw new IndexOutOfBoundsException(column + " of " + columns);
  }

  /** A copy of the column's cells, as {@link #cell} gives them. */
  double[] column(int column) {
    double[] cells = new double[rows];
    int j = Arrays.binarySearch(numeric, column);
    if (j >= 0) {
      System.arraycopy(z, j * rows, cells, 0, rows);
      return cells;
    }
    int start = Arrays.binarySearch(categorical, column) * rows;
    Arrays.setAll(cells, i -> codes[start + i] < 0 ? Double.NaN : codes[start + i]);
    return cells;
  }

  /** How many rows have this code in a categorical column. */
  int rowsWithCode(int column, int code) {
    int j = Arrays.binarySearch(categorical, column);
    return rowsByCode.get(j).getOrDefault(code, NOBODY).length;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rows);
    for (double value : z) {
      out.writeDouble(value);
    }
    for (int code : codes) {
      out.writeInt(code);
    }
  }

  static Neighbours read(DataInput in, boolean[] isNumeric, int bound) throws IOException {
    int rows = in.readInt();
    if (rows < 0 || rows > bound) {
      throw new IOException(rows + " neighbours, at most " + bound + " expected");
    }
    double[][] sample = new double[rows][isNumeric.length];
    for (int c : indices(isNumeric, true)) {
      for (int i = 0; i < rows; i++) {
        sample[i][c] = in.readDouble();
      }
    }
    for (int c : indices(isNumeric, false)) {
      for (int i = 0; i < rows; i++) {
        int code = in.readInt();
        sample[i][c] = code < 0 ? Double.NaN : code;
      }
    }
    return new Neighbours(sample, isNumeric);
  }

  private int[] smallest(int k) {
    int[] best = new int[k];
    double[] at = new double[k];
    int n = 0;
    for (int i = 0; i < rows; i++) {
      double d = distance[i];
      if (n == k && !(d < at[k - 1])) {
        continue;
      }
      int p = n < k ? n++ : k - 1;
      while (p > 0 && d < at[p - 1]) {
        at[p] = at[p - 1];
        best[p] = best[p - 1];
        p--;
      }
      at[p] = d;
      best[p] = i;
    }
    return best;
  }

  private static int[] indices(boolean[] isNumeric, boolean wanted) {
    return IntStream.range(0, isNumeric.length).filter(c -> isNumeric[c] == wanted).toArray();
  }
}
