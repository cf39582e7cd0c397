package io.diffluent.core.stats;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.repair.Evidence;
import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The statistics of a small table: height, weight = 2 height (almost), city, and a numeric code
 * written as a category.
 */
public final class Past {

  public static final int HEIGHT = 0;
  public static final int WEIGHT = 1;
  public static final int CITY = 2;
  public static final int CODE = 3;

  public static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.numeric("height"),
              new Column("weight", ColumnType.NUMERIC, 1, List.of("-1", "unknown")),
              Column.categorical("city", 8),
              Column.categorical("code", 8)),
          Label.regression("price"),
          List.of("north", "south"));

  private static final List<String> CITIES = List.of("Lisbon", "Madrid", "Berlin");

  private final TableStatistics statistics;

  private Past(TableStatistics statistics) {
    this.statistics = statistics;
  }

  /** Before the first record. */
  public static Past none() {
    return new Past(new TableStatistics(SCHEMA, Limits.DEFAULT, MatrixVector.JAVA, 1));
  }

  public static Past of(int records, IntFunction<Row> rows) {
    Past past = none();
    for (int i = 0; i < records; i++) {
      past.statistics.observe(rows.apply(i));
    }
    return past;
  }

  /** 500 ordinary records: height 100 +- 10, weight twice that, the city goes with the code. */
  public static Past ordinary() {
    return of(500, ordinaryRows(7));
  }

  public static IntFunction<Row> ordinaryRows(long seed) {
    SeededRandom random = new SeededRandom(seed);
    return i -> {
      double height = 100 + 10 * gauss(random);
      int city = random.nextInt(CITIES.size());
      return Rows.of(height, 2 * height + 0.5 * gauss(random), CITIES.get(city), "" + (11 + city));
    };
  }

  public static double gauss(SeededRandom random) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  public TableStatistics statistics() {
    return statistics;
  }

  public CellView cell(Row row, int column) {
    Reading reading = statistics.read(row);
    CellView cell = new CellView(statistics);
    cell.open(reading, statistics.regress(reading.encoded()));
    cell.moveTo(column, SCHEMA.columns().get(column));
    return cell;
  }

  /** What is known about a row when every cell but one is trusted. */
  public Evidence evidence(Row row, int suspect) {
    boolean[] trusted = new boolean[SCHEMA.columns().size()];
    Arrays.fill(trusted, true);
    trusted[suspect] = false;
    return new Evidence(statistics, statistics.read(row).encoded(), trusted, 5);
  }

  public byte[] bytes() {
    return bytes(statistics);
  }

  public static byte[] bytes(TableStatistics statistics) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      statistics.write(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
