package io.diffluent.core.stats;

import io.diffluent.core.state.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A bounded sample of past rows: numbers as they were read and category codes, NaN for missing.
 *
 * <p>Once full, a new row enters with probability 0.3 into a random slot, so the sample forgets
 * with a time constant of {@code capacity / 0.3} records.
 */
final class Reservoir {

  private static final double ENTERS = 0.3;

  private final double[][] rows;
  private final int columns;
  private final SortedColumns sorted;
  private int size;

  Reservoir(int capacity, int columns) {
    this.rows = new double[capacity][];
    this.columns = columns;
    this.sorted = new SortedColumns(columns);
  }

  int size() {
    return size;
  }

  void offer(double[] row, SeededRandom random) {
    if (size < rows.length) {
      sorted.came(row);
      rows[size++] = row;
    } else if (random.nextDouble() < ENTERS) {
      int slot = random.nextInt(rows.length);
      sorted.went(rows[slot]);
      sorted.came(row);
      rows[slot] = row;
    }
  }

  /** The rows of now, not copied: a row never changes, it is only replaced. */
  List<double[]> rows() {
    return Arrays.asList(Arrays.copyOf(rows, size));
  }

  /**
   * The numbers of some columns in ascending order, without the missing ones.
   *
   * @param wanted always the same columns
   * @return not to be written into; null where not wanted
   */
  double[][] ascending(boolean[] wanted) {
    return sorted.refresh(wanted, rows());
  }

  /** Whether a stored cell of a column is one to look for. */
  @FunctionalInterface
  interface CellTest {
    boolean test(int column, double stored);
  }

  /**
   * Makes these cells missing, in a sample that has just been read; tells whether there were any.
   */
  boolean erase(CellTest cells) {
    boolean found = false;
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < columns; c++) {
        if (!Double.isNaN(rows[i][c]) && cells.test(c, rows[i][c])) {
          rows[i][c] = Double.NaN;
          found = true;
        }
      }
    }
    return found;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      for (double value : rows[i]) {
        out.writeDouble(value);
      }
    }
  }

  void read(DataInput in) throws IOException {
    size = in.readInt();
    if (size < 0 || size > rows.length) {
      throw new IOException("reservoir of " + size + " rows, at most " + rows.length + " expected");
    }
    for (int i = 0; i < size; i++) {
      rows[i] = new double[columns];
      for (int c = 0; c < columns; c++) {
        rows[i][c] = in.readDouble();
      }
    }
  }
}
