package io.diffluent.connectors.replay;

import io.diffluent.connectors.wire.NumberText;
import io.diffluent.core.record.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first reading of all files: how many rows, and what the numbers of a column look like. */
final class FilePass {

  private final List<Column> columns;
  private final SourceColumn sourceColumn;
  private final double[] count;
  private final double[] mean;
  private final double[] squares;
  private long surplusCells;

  FilePass(List<Column> columns, SourceColumn sourceColumn) {
    this.columns = columns;
    this.sourceColumn = sourceColumn;
    count = new double[columns.size()];
    mean = new double[columns.size()];
    squares = new double[columns.size()];
  }

  /** Reads one file; returns its number of rows. */
  long read(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      int[] positions = new int[columns.size()];
      for (int c = 0; c < positions.length; c++) {
        positions[c] = rows.header().indexOf(columns.get(c).name());
      }
      int sourcePosition =
          sourceColumn == null ? -1 : sourceColumn.position(file.toString(), rows.header());
      long number = 0;
      for (String[] cells = rows.next(); cells != null; cells = rows.next()) {
        if (sourcePosition >= 0) {
          sourceColumn.index(file.toString(), rows.line(), cells[sourcePosition]);
        }
        for (int c = 0; c < positions.length; c++) {
          if (positions[c] >= 0 && columns.get(c).isNumeric()) {
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

  /** The columns with their mean and standard deviation (Welford's recurrence). */
  List<FeatureColumn> features() {
    List<FeatureColumn> features = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double sd = count[c] > 1 ? Math.sqrt(squares[c] / (count[c] - 1)) : 0;
      features.add(
          new FeatureColumn(columns.get(c).name(), columns.get(c).isNumeric(), mean[c], sd));
    }
    return features;
  }

  private void add(int c, String cell) {
    double x = cell == null ? Double.NaN : NumberText.parse(cell.strip());
    if (!Double.isNaN(x)) {
      count[c]++;
      double before = x - mean[c];
      mean[c] += before / count[c];
      squares[c] += before * (x - mean[c]);
    }
  }
}
