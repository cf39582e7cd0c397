package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
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
 * extra. A missing cell of a reservoir row counts as its column's centre. Of a table of more than
 * {@value #MOST} numbers so many count, evenly spread.
 */
public final class Neighbours {

  /** A distance over more columns costs more and tells no more. */
  private static final int MOST = 128;

  /** Numbers in a cache line: rows are turned into columns by these. */
  private static final int BLOCK = 8;

  private final int rows;
  private final boolean[] isNumeric;

  private final Supplier<double[][]> past;

  /** {@code [columns][rows]}: z units or codes, NaN for missing; null before somebody asks. */
  private double[][] cells;

  /** The numeric columns that count for the distance. */
  private final int[] numeric;

  private final int[] categorical;

  /** Made when somebody asks for neighbours: where repairs by them are pruned, few do. */
  private Index index;

  /**
   * What the search needs.
   *
   * @param values column-major {@code [rows][numeric]}: clipped z, 0 for missing
   * @param norms |r|^2 of every row
   * @param byCode rows by code of every categorical column
   */
  private record Index(double[] values, double[] norms, RowsByCode[] byCode) {}

  private final double[] scaled;

  /** Of each row; null before somebody asks. */
  private double[] distance;

  /**
   * @param rows {@code [rows][columns]}, not to be changed: numbers as they were read and codes of
   *     categories, NaN for missing
   * @param units of the numeric columns, not to be changed
   * @param isNumeric type of each column
   */
  Neighbours(double[][] rows, NumericUnits[] units, boolean[] isNumeric) {
    this(rows.length, () -> columns(rows, units, isNumeric), isNumeric);
  }

  private Neighbours(int rows, Supplier<double[][]> past, boolean[] isNumeric) {
    this.rows = rows;
    this.past = past;
    this.isNumeric = isNumeric;
    numeric = spread(indices(isNumeric, true), MOST);
    categorical = indices(isNumeric, false);
    scaled = new double[numeric.length];
  }

  private static double[][] columns(double[][] rows, NumericUnits[] units, boolean[] isNumeric) {
    double[][] cells = new double[isNumeric.length][];
    for (int from = 0; from < cells.length; from += BLOCK) {
      int to = Math.min(cells.length, from + BLOCK);
      for (int c = from; c < to; c++) {
        cells[c] = new double[rows.length];
      }
      for (int i = 0; i < rows.length; i++) {
        for (int c = from; c < to; c++) {
          cells[c][i] = rows[i][c];
        }
      }
    }
    for (int c = 0; c < cells.length; c++) {
      if (isNumeric[c]) {
        inUnits(cells[c], units[c]);
      }
    }
    return cells;
  }

  private static void inUnits(double[] numbers, NumericUnits units) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.isNaN(numbers[i]) ? Double.NaN : units.z(numbers[i]);
    }
  }

  private double[] cells(int column) {
    if (cells == null) {
      cells = past.get();
    }
    return cells[column];
  }

  private Index index() {
    if (index == null) {
      double[] values = new double[rows * numeric.length];
      double[] norms = new double[rows];
      for (int k = 0; k < numeric.length; k++) {
        double[] column = cells(numeric[k]);
        for (int i = 0; i < rows; i++) {
          double z = Double.isNaN(column[i]) ? 0 : NumericUnits.cut(column[i]);
          values[k * rows + i] = z;
          norms[i] += z * z;
        }
      }
      index =
          new Index(
              values,
              norms,
              IntStream.of(categorical)
                  .mapToObj(column -> RowsByCode.of(codes(column)))
                  .toArray(RowsByCode[]::new));
    }
    return index;
  }

  /**
   * The rows of each code: codes share buckets, and the rows of a bucket stand together.
   *
   * @param begin where each bucket begins; at the end, how many rows there are
   * @param rows by bucket
   * @param codes of these rows
   */
  private record RowsByCode(int[] begin, int[] rows, int[] codes) {

    static RowsByCode of(int[] codes) {
      int buckets = Math.max(1, Integer.highestOneBit(codes.length));
      int n = codes.length;
      RowsByCode byCode = new RowsByCode(new int[buckets + 1], new int[n], new int[n]);
      for (int code : codes) {
        byCode.begin[byCode.bucket(code) + 1]++;
      }
      for (int bucket = 0; bucket < buckets; bucket++) {
        byCode.begin[bucket + 1] += byCode.begin[bucket];
      }
      int[] next = byCode.begin.clone();
      for (int i = 0; i < n; i++) {
        int place = next[byCode.bucket(codes[i])]++;
        byCode.rows[place] = i;
        byCode.codes[place] = codes[i];
      }
      return byCode;
    }

    private int bucket(int code) {
      return code & (begin.length - 2);
    }

    /** Takes 1 from the distance of every row with this code. */
    void subtract(int code, double[] distance) {
      int bucket = bucket(code);
      for (int at = begin[bucket]; at < begin[bucket + 1]; at++) {
        if (codes[at] == code) {
          distance[rows[at]]--;
        }
      }
    }

    /** How many rows have this code. */
    int count(int code) {
      int bucket = bucket(code);
      int count = 0;
      for (int at = begin[bucket]; at < begin[bucket + 1]; at++) {
        count += codes[at] == code ? 1 : 0;
      }
      return count;
    }
  }

  private int[] codes(int column) {
    int[] codes = new int[rows];
    for (int i = 0; i < rows; i++) {
      codes[i] = code(column, i);
    }
    return codes;
  }

  /** At most so many of the columns, evenly spread over the table. */
  static int[] spread(int[] columns, int most) {
    if (columns.length <= most) {
      return columns;
    }
    return IntStream.range(0, most).map(k -> columns[k * columns.length / most]).toArray();
  }

  private int code(int column, int row) {
    double code = cells(column)[row];
    return Double.isNaN(code) ? -1 : (int) code;
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
    distance = distance == null ? new double[rows] : distance;
    int used = 0;
    for (int j = 0; j < numeric.length; j++) {
      double x = query[numeric[j]];
      boolean counts = trusted[numeric[j]] && !Double.isNaN(x);
      scaled[j] = counts ? -2 * NumericUnits.cut(x) : 0;
      used += counts ? 1 : 0;
    }
    distancesOfNumbers(kernel, query, trusted, used);
    // Every row differs, but for those that are listed under the code: few, and found at once.
    for (int j = 0; j < categorical.length; j++) {
      int c = categorical[j];
      if (trusted[c] && !Double.isNaN(query[c])) {
        index().byCode()[j].subtract((int) query[c], distance);
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
    double[] values = index().values();
    double[] norms = index().norms();
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
    return cells(column)[row];
  }

  /** A copy of the column's cells, as {@link #cell} gives them. */
  double[] column(int column) {
    return cells(column).clone();
  }

  /** How many rows have this code in a categorical column. */
  int rowsWithCode(int column, int code) {
    return index().byCode()[Arrays.binarySearch(categorical, column)].count(code);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rows);
    for (int c : indices(isNumeric, true)) {
      for (int i = 0; i < rows; i++) {
        out.writeDouble(cells(c)[i]);
      }
    }
    for (int c : indices(isNumeric, false)) {
      for (int i = 0; i < rows; i++) {
        out.writeInt(code(c, i));
      }
    }
  }

  static Neighbours read(DataInput in, boolean[] isNumeric, int bound) throws IOException {
    int rows = in.readInt();
    if (rows < 0 || rows > bound) {
      throw new IOException(rows + " neighbours, at most " + bound + " expected");
    }
    double[][] cells = new double[isNumeric.length][];
    for (int c : indices(isNumeric, true)) {
      cells[c] = new double[rows];
      for (int i = 0; i < rows; i++) {
        cells[c][i] = in.readDouble();
      }
    }
    for (int c : indices(isNumeric, false)) {
      cells[c] = new double[rows];
      for (int i = 0; i < rows; i++) {
        int code = in.readInt();
        cells[c][i] = code < 0 ? Double.NaN : code;
      }
    }
    return new Neighbours(rows, () -> cells, isNumeric);
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

  static int[] indices(boolean[] isNumeric, boolean wanted) {
    int[] indices = new int[isNumeric.length];
    int n = 0;
    for (int c = 0; c < isNumeric.length; c++) {
      if (isNumeric[c] == wanted) {
        indices[n++] = c;
      }
    }
    return Arrays.copyOf(indices, n);
  }
}
