package io.diffluent.job.bench.paper;

import io.diffluent.connectors.wire.NumberText;
import io.diffluent.core.record.Column;
import io.diffluent.job.bench.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Factor analysis of mixed data: the principal components of standardised numbers and of one-hot
 * columns divided by the square root of their frequency, centred (Pagès, Analyse factorielle de
 * données mixtes, 2004). A missing cell is the mean.
 *
 * <p>It sees the given rows and never a label.
 */
final class Famd {

  /** A column of the matrix that is decomposed: (value or indicator - mean) / scale. */
  private record Axis(int cell, String category, double mean, double scale) {

    double of(String[] row) {
      String cell = row[this.cell] == null ? "" : row[this.cell].strip();
      if (cell.isEmpty()) {
        return 0;
      }
      double value = category == null ? NumberText.parse(cell) : cell.equals(category) ? 1 : 0;
      return Double.isNaN(value) ? 0 : (value - mean) / scale;
    }
  }

  private final List<Axis> axes;
  private final double[][] directions;

  private Famd(List<Axis> axes, double[][] directions) {
    this.axes = axes;
    this.directions = directions;
  }

  /**
   * @param columns the inputs
   * @param fit rows to fit on, from the first
   */
  static Famd fit(Rows rows, List<Column> columns, int fit) {
    List<String[]> seen = rows.rows().subList(0, fit);
    List<Axis> axes = new ArrayList<>();
    for (Column column : columns) {
      int cell = rows.column(column.name());
      axes.addAll(column.isNumeric() ? number(seen, cell) : categories(seen, cell, column.size()));
    }
    int width = axes.size();
    double[][] values = new double[seen.size()][width];
    for (int r = 0; r < values.length; r++) {
      for (int a = 0; a < width; a++) {
        values[r][a] = axes.get(a).of(seen.get(r));
      }
    }
    // Singular values, largest first: unlike eigenvalues of the covariance they are always found.
    SingularValueDecomposition svd =
        new SingularValueDecomposition(new Array2DRowRealMatrix(values, false));
    double[] sizes = svd.getSingularValues();
    // A component without variance says nothing.
    int rank = (int) Arrays.stream(sizes).filter(size -> size > 1e-6 * sizes[0]).count();
    double[][] directions = new double[rank][];
    for (int k = 0; k < rank; k++) {
      directions[k] = svd.getV().getColumn(k);
    }
    return new Famd(axes, directions);
  }

  private static List<Axis> number(List<String[]> rows, int cell) {
    double[] values =
        rows.stream()
            .filter(row -> row[cell] != null)
            .mapToDouble(row -> NumberText.parse(row[cell].strip()))
            .filter(Double::isFinite)
            .toArray();
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    double sd = values.length == 0 ? 0 : Math.sqrt(square / values.length);
    return sd > 0 ? List.of(new Axis(cell, null, mean, sd)) : List.of();
  }

  private static List<Axis> categories(List<String[]> rows, int cell, int most) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String[] row : rows) {
      if (row[cell] != null && !row[cell].isBlank()) {
        counts.merge(row[cell].strip(), 1, Integer::sum);
      }
    }
    List<Axis> axes = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .forEach(
            entry -> {
              double share = entry.getValue() / (double) rows.size();
              axes.add(new Axis(cell, entry.getKey(), share, Math.sqrt(share)));
            });
    return axes;
  }

  /** How many components there are. */
  int rank() {
    return directions.length;
  }

  /**
   * So many numbers of components, as far as there are, from 1 to all; closer where they are few.
   */
  List<Integer> sizes(int most) {
    List<Integer> sizes = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < most && last < rank(); i++) {
      int size = (int) Math.round(Math.pow(rank(), most == 1 ? 1 : i / (most - 1.0)));
      last = Math.max(last + 1, size);
      sizes.add(last);
    }
    return sizes;
  }

  /** The table with its first components instead of its inputs. */
  Rows components(Rows rows, String label, int count) {
    List<String> header = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      header.add("component" + (k + 1));
    }
    header.add(label);
    int at = rows.column(label);
    List<String[]> transformed = new ArrayList<>();
    for (String[] row : rows.rows()) {
      double[] values = axes.stream().mapToDouble(axis -> axis.of(row)).toArray();
      String[] cells = new String[count + 1];
      for (int k = 0; k < count; k++) {
        double sum = 0;
        for (int a = 0; a < values.length; a++) {
          sum += values[a] * directions[k][a];
        }
        cells[k] = Double.toString(sum);
      }
      cells[count] = row[at];
      transformed.add(cells);
    }
    return new Rows(header, transformed);
  }
}
