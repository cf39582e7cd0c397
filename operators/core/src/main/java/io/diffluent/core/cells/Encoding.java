package io.diffluent.core.cells;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Schema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where each column lies in the model's input: {@code [x ; g]}, the encoded cells and then one
 * number per column that says how much the cell was repaired (for an arm that does not clean:
 * whether it is missing).
 *
 * @param columns the input columns
 * @param offsets first position of each column in x
 * @param width positions of x: 1 per numeric column, {@link Column#size()} per categorical one
 */
public record Encoding(List<Column> columns, int[] offsets, int width) {

  public static Encoding of(Schema schema) {
    int[] offsets = new int[schema.columns().size()];
    int width = 0;
    for (int c = 0; c < offsets.length; c++) {
      offsets[c] = width;
      width += schema.columns().get(c).size();
    }
    return new Encoding(schema.columns(), offsets, width);
  }

  public int size(int column) {
    return columns.get(column).size();
  }

  public boolean isNumeric(int column) {
    return columns.get(column).isNumeric();
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
