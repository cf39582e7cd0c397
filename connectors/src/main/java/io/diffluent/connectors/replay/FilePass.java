package io.diffluent.connectors.replay;

import io.diffluent.connectors.Suggestion;
import io.diffluent.connectors.wire.NumberText;
import io.diffluent.core.record.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first reading of all files: how many rows, and what the numbers of a column look like. */
final class FilePass {

  /** From this share of numbers on, a column counts as numeric. */
  private static final double NUMERIC = 0.6;

  private final List<Column> columns;
  private final SourceColumn sourceColumn;
  private final double[] filled;
  private final double[] count;
  private final double[] mean;
  private final double[] squares;
  private final boolean[] broken;
  private final String label;
  private long surplusCells;

  /**
   * @param sourceColumn a column that each file must have, or null
   * @param label another one, or null
   */
  FilePass(List<Column> columns, SourceColumn sourceColumn, String label) {
    this.columns = columns;
    this.sourceColumn = sourceColumn;
    this.label = label;
    filled = new double[columns.size()];
    count = new double[columns.size()];
    mean = new double[columns.size()];
    squares = new double[columns.size()];
    broken = new boolean[columns.size()];
  }

  /** Reads one file; returns its number of rows. */
  long read(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      int[] positions = new int[columns.size()];
      for (int c = 0; c < positions.length; c++) {
        positions[c] = rows.header().indexOf(columns.get(c).name());
      }
      if (label != null && !rows.header().contains(label)) {
        throw new InputException(
            file.toString(),
            1,
            "there is no label column '" + label + "'",
            "Correct its name" + Suggestion.of(label, rows.header()));
      }
      int sourcePosition =
          sourceColumn == null ? -1 : sourceColumn.position(file.toString(), rows.header());
      long number = 0;
      for (String[] cells = rows.next(); cells != null; cells = rows.next()) {
        if (sourcePosition >= 0) {
          sourceColumn.index(file.toString(), rows.line(), cells[sourcePosition]);
        }
        for (int c = 0; c < positions.length; c++) {
          if (positions[c] >= 0) {
            add(c, cells[positions[c]]);
          }
        }
        number++;
      }
      surplusCells += rows.surplusCells();
      return number;
    }
  }

  long surplusCells() {
    return surplusCells;
  }

  /**
   * The columns with their mean and standard deviation (Welford's recurrence). Whether a column
   * counts as numeric is decided by what the files hold: an hour that a pipeline treats as a
   * category is written as a number, and its errors are those of numbers.
   */
  List<FeatureColumn> features() {
    List<FeatureColumn> features = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double sd = count[c] > 1 ? Math.sqrt(squares[c] / (count[c] - 1)) : 0;
      boolean numeric = count[c] >= NUMERIC * filled[c] && count[c] > 0;
      features.add(
          new FeatureColumn(
              columns.get(c).name(),
              numeric,
              numeric ? mean[c] : 0,
              numeric ? sd : 0,
              numeric && !broken[c]));
    }
    return features;
  }

  private void add(int c, String cell) {
    if (cell == null || cell.isBlank()) {
      return;
    }
    filled[c]++;
    double x = NumberText.parse(cell.strip());
    if (!Double.isNaN(x)) {
      count[c]++;
      broken[c] |= x != Math.rint(x);
      double before = x - mean[c];
      mean[c] += before / count[c];
      squares[c] += before * (x - mean[c]);
    }
  }
}
