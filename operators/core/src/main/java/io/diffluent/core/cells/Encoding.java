package io.diffluent.core.cells;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Schema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where each column lies in the model's input: {@code [x ; g]}, the encoded cells and then one
 * number per column that says how much the cell was repaired (for an arm that does not clean:
 * whether it is missing).
 *
 * @param columns the input columns
 * @param offsets first position of each column in x
 * @param numeric whether each column is a number
 * @param width positions of x: 1 per numeric column, {@link Column#size()} per categorical one
 */
public record Encoding(List<Column> columns, int[] offsets, boolean[] numeric, int width) {

  public static Encoding of(Schema schema) {
    int[] offsets = new int[schema.columns().size()];
    boolean[] numeric = new boolean[offsets.length];
    int width = 0;
    for (int c = 0; c < offsets.length; c++) {
      offsets[c] = width;
      numeric[c] = schema.columns().get(c).isNumeric();
      width += schema.columns().get(c).size();
    }
    return new Encoding(schema.columns(), offsets, numeric, width);
  }

  public int size(int column) {
    int end = column + 1 < offsets.length ? offsets[column + 1] : width;
    return end - offsets[column];
  }

  public boolean isNumeric(int column) {
    return numeric[column];
  }

  /** The columns that are numbers. */
  public int[] numericColumns() {
    return IntStream.range(0, numeric.length).filter(this::isNumeric).toArray();
  }

  /** Numbers per row that enter the model. */
  public int inputs() {
    return width + columns.size();
  }

  /** The inputs of g, whose first-layer weights start at 0. */
  public Set<Integer> gateInputs() {
    Set<Integer> inputs = new HashSet<>();
    for (int c = 0; c < columns.size(); c++) {
      inputs.add(width + c);
    }
    return inputs;
  }

  /** What about a record's cells does not fit, or null: for cells that were kept as bytes. */
  public String misfit(Cells cells) {
    Cells.Suspects suspects = cells.suspects();
    int n = suspects.count();
    if (cells.base().length != columns.size()
        || cells.truth() != null && cells.truth().length != columns.size()) {
      return cells.base().length + " cells, the pipeline has " + columns.size() + " columns";
    }
    if (suspects.kept().length != n) {
      return suspects.kept().length + " values of " + n + " suspect cells";
    }
    for (int c = 0; c < columns.size(); c++) {
      if (!fits(cells.base()[c], c, 0) || cells.truth() != null && !fits(cells.truth()[c], c, 0)) {
        return "a category that column '" + columns.get(c).name() + "' has no place for";
      }
    }
    for (int s = 0; s < n; s++) {
      int column = suspects.columns()[s];
      if (column < 0 || column >= columns.size()) {
        return "column " + column + " of " + columns.size();
      }
      int repairs = suspects.candidates().length / n;
      boolean fits = fits(suspects.kept()[s], column, 0);
      for (int r = 0; r < repairs; r++) {
        fits &= fits(suspects.candidates()[s * repairs + r], column, -1);
      }
      if (!fits) {
        return "a repair that column '" + columns.get(column).name() + "' has no place for";
      }
    }
    return null;
  }

  private boolean fits(float cell, int column, int least) {
    return isNumeric(column) || Float.isNaN(cell) || cell >= least && cell < size(column);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding that
        && columns.equals(that.columns)
        && Arrays.equals(offsets, that.offsets)
        && width == that.width;
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }
}
