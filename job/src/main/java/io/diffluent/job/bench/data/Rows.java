package io.diffluent.job.bench.data;

import io.diffluent.connectors.replay.CsvRows;
import io.diffluent.connectors.wire.NumberText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table in memory. The bench's tables are small, and most parts of the benches change them.
 *
 * @param rows cells as texts, null where there is none
 */
public record Rows(List<String> header, List<String[]> rows) {

  /**
   * @param most rows of all files together at most
   */
  public static Rows read(List<Path> files, int most) {
    List<String> header = List.of();
    List<String[]> rows = new ArrayList<>();
    for (Path file : files) {
      try (CsvRows csv = CsvRows.open(file)) {
        header = csv.header();
        for (String[] row = csv.next(); row != null && rows.size() < most; row = csv.next()) {
          rows.add(row);
        }
      }
    }
    return new Rows(header, rows);
  }

  public int column(String name) {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no column '" + name + "' among " + header);
    }
    return at;
  }

  /** The numbers of a column, without what is none. */
  public double[] numbers(String column) {
    int at = column(column);
    return rows.stream().mapToDouble(row -> number(row[at])).filter(Double::isFinite).toArray();
  }

  /** The same table with the numbers of a column changed; what is no number stays. */
  public Rows mapped(String column, DoubleUnaryOperator by) {
    int at = column(column);
    List<String[]> mapped = new ArrayList<>();
    for (String[] row : rows) {
      String[] copy = row.clone();
      double number = number(row[at]);
      if (Double.isFinite(number)) {
        copy[at] = String.valueOf(by.applyAsDouble(number));
      }
      mapped.add(copy);
    }
    return new Rows(header, mapped);
  }

  private static double number(String cell) {
    return cell == null ? Double.NaN : NumberText.parse(cell.strip());
  }

  public Path write(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file);
        CSVPrinter csv = new CSVPrinter(out, CSVFormat.DEFAULT)) {
      csv.printRecord(header);
      for (String[] row : rows) {
        csv.printRecord((Object[]) row);
      }
    }
    return file;
  }
}
