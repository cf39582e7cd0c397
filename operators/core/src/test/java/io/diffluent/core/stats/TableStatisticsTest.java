package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableStatisticsTest {

  private static final Limits LIMITS = Limits.DEFAULT.withReservoir(200);

  private static TableStatistics fresh() {
    return new TableStatistics(Past.SCHEMA, LIMITS, MatrixVector.JAVA, 5);
  }

  private static byte[] bytes(TableStatistics statistics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static TableStatistics restored(byte[] bytes) throws IOException {
    return TableStatistics.read(
        Past.SCHEMA,
        LIMITS,
        MatrixVector.JAVA,
        new DataInputStream(new ByteArrayInputStream(bytes)),
        TableStatistics.VERSION);
  }

  /** Ordinary and hostile rows, one after the other. */
  private static IntFunction<Row> mixed() {
    IntFunction<Row> ordinary = Past.ordinaryRows(3);
    List<Row> hostile = Hostile.rows();
    return i -> i % 7 == 0 ? hostile.get(i / 7 % hostile.size()) : ordinary.apply(i);
  }

  @Test
  void theFirstOccurrenceDoesNotSeeItself() {
    TableStatistics statistics = fresh();
    Row row = Rows.of(42, 84, "Lisbon", "11");
    double[] first = statistics.read(row).encoded();
    assertThat(first[Past.HEIGHT]).isEqualTo(20); // no units yet: the value itself, clipped
    assertThat(first[Past.CITY]).isNaN();
    assertThat(statistics.nearest(first, new boolean[] {true, true, true, true}, 5)).isEmpty();
    statistics.observe(row);
    assertThat(statistics.read(row).encoded()[Past.HEIGHT]).isZero();
    assertThat(statistics.read(row).encoded()[Past.CITY]).isNotNaN();
  }

  /** Solving costs the cube of what takes part: with all of a thousand columns, seconds. */
  @Test
  void ofVeryManyNumbersSomeTakePartInTheRegression() throws IOException {
    int n = Regression.MOST + 100;
    List<Column> columns = IntStream.range(0, n).mapToObj(c -> Column.numeric("n" + c)).toList();
    Schema schema = new Schema(columns, Past.SCHEMA.label(), Past.SCHEMA.sources());
    TableStatistics statistics = new TableStatistics(schema, LIMITS, MatrixVector.JAVA, 5);
    SeededRandom random = new SeededRandom(6);
    Row row = null;
    for (int i = 0; i < 64; i++) {
      double common = Past.gauss(random);
      Object[] cells = new Object[n];
      Arrays.setAll(cells, c -> common + 0.1 * Past.gauss(random));
      row = Rows.of(cells);
      statistics.observe(row);
    }
    double[] predicted = statistics.regress(statistics.read(row).encoded());
    int silent = 0;
    for (int c = 0; c < n; c++) {
      boolean isSilent = predicted[c] == 0;
      assertThat(statistics.residualSigma(c) == 1).isEqualTo(isSilent);
      silent += isSilent ? 1 : 0;
    }
    assertThat(silent).isEqualTo(100);
    byte[] bytes = bytes(statistics);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    TableStatistics restored =
        TableStatistics.read(schema, LIMITS, MatrixVector.JAVA, in, TableStatistics.VERSION);
    assertThat(restored.regress(restored.read(row).encoded())).isEqualTo(predicted);
    // As it was written when all of them took part.
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new Regression(3).write(new DataOutputStream(all));
    Regression fewer = new Regression(2);
    fewer.read(new DataInputStream(new ByteArrayInputStream(all.toByteArray())), 3);
    assertThat(fewer.sigma(1)).isEqualTo(1);
  }

  @Test
  void encodingChangesNothing() throws IOException {
    TableStatistics statistics = fresh();
    IntFunction<Row> rows = mixed();
    for (int i = 0; i < 100; i++) {
      statistics.observe(rows.apply(i));
    }
    byte[] before = bytes(statistics);
    for (Row row : Hostile.rows()) {
      double[] encoded = statistics.read(row).encoded();
      statistics.regress(encoded);
      statistics.nearest(encoded, new boolean[] {true, true, true, true}, 5);
    }
    assertThat(bytes(statistics)).isEqualTo(before);
  }

  @Test
  void theFutureNeverChangesWhatWasSaidBefore() {
    IntFunction<Row> one = Past.ordinaryRows(3);
    IntFunction<Row> other = Past.ordinaryRows(3);
    TableStatistics calm = fresh();
    TableStatistics stormy = fresh();
    for (int i = 0; i < 300; i++) {
      Row row = one.apply(i);
      Row same = other.apply(i);
      assertThat(stormy.read(same).encoded()).isEqualTo(calm.read(row).encoded());
      calm.observe(row);
      stormy.observe(same);
    }
    stormy.observe(Rows.of(1e9, 1e9, "Atlantis", "x"));
    Row next = one.apply(300);
    assertThat(stormy.read(next).encoded())
        .isEqualTo(calm.read(next).encoded()); // until the next refresh
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 150, 333, 500, 1291})
  void aRestoredStateContinuesWithTheSameBits(int cut) throws IOException {
    IntFunction<Row> rows = mixed();
    TableStatistics whole = fresh();
    for (int i = 0; i < cut; i++) {
      whole.observe(rows.apply(i));
    }
    TableStatistics restored = restored(bytes(whole));
    assertThat(bytes(restored)).isEqualTo(bytes(whole));
    for (int i = cut; i < cut + 500; i++) {
      Row row = rows.apply(i);
      double[] encoded = whole.read(row).encoded();
      assertThat(restored.read(row).encoded()).isEqualTo(encoded);
      assertThat(restored.regress(encoded)).isEqualTo(whole.regress(encoded));
      whole.observe(row);
      restored.observe(row);
    }
    assertThat(bytes(restored)).isEqualTo(bytes(whole));
  }

  @Test
  void memoryIsBoundedWhateverComes() throws IOException {
    TableStatistics statistics = fresh();
    int largest = 0;
    for (int i = 0; i < 6000; i++) {
      statistics.observe(Rows.of(i, -i, "city " + i, "code " + i % 3000));
      if (i % 500 == 499) {
        int size = bytes(statistics).length;
        assertThat(i < 2500 || size <= 1.2 * largest).as("%d bytes at %d", size, i).isTrue();
        largest = Math.max(largest, size);
      }
    }
    assertThat(largest).isLessThan(120_000);
  }

  @Test
  void degenerateColumnsStayFinite() {
    for (Past past : Hostile.pasts().values()) {
      for (Row row : Hostile.rows()) {
        double[] encoded = past.statistics().read(row).encoded();
        for (int c = 0; c < 2; c++) {
          assertThat(Double.isNaN(encoded[c]) || Math.abs(encoded[c]) <= 20).isTrue();
          assertThat(past.statistics().regress(encoded)[c]).isFinite();
          assertThat(past.statistics().residualSigma(c)).isPositive().isFinite();
        }
      }
    }
  }

  @Test
  void aTextInANumericColumnIsNoNumberOfThePast() {
    Past past = Past.of(64, i -> Rows.of(new Rows.Unparsed("9e9!", 9e9), i % 5, "a", "1"));
    assertThat(past.statistics().units(Past.HEIGHT).count()).isZero();
    assertThat(past.statistics().units(Past.WEIGHT).mean()).isCloseTo(2, within(0.1));
  }

  @Test
  void aConfiguredSentinelIsNoNumberOfThePast() {
    Past past = Past.of(64, i -> Rows.of(1, i % 2 == 0 ? -1 : 200 + i % 5, "a", "1"));
    assertThat(past.statistics().units(Past.WEIGHT).count()).isEqualTo(32);
    assertThat(past.statistics().units(Past.WEIGHT).mean()).isCloseTo(202, within(0.1));
    assertThat(past.statistics().read(Rows.of(1, -1, "a", "1")).encoded()[Past.WEIGHT]).isNaN();
  }

  @Test
  void markersForMissingAreNoCategories() {
    Past past = Past.of(64, i -> Rows.of(1, 1, i % 2 == 0 ? "N/A" : "Lisbon", "1"));
    assertThat(past.statistics().vocabulary(Past.CITY).find("N/A")).isNull();
    assertThat(past.statistics().vocabulary(Past.CITY).total()).isEqualTo(32);
  }

  /** What an upgrade declares to be missing was counted, and believed, until then. */
  @Test
  void whatHasComeToMeanMissingIsTakenOutOfThePast() throws IOException {
    String[] round = {"Lisbon", "Madrid", "none given"};
    Past past =
        Past.of(300, i -> Rows.of(i % 10 == 0 ? -999 : 100 + i % 7, 200, round[i % 3], "11"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    past.statistics().write(new DataOutputStream(bytes));
    List<Column> columns = new ArrayList<>(Past.SCHEMA.columns());
    columns.set(Past.HEIGHT, new Column("height", ColumnType.NUMERIC, 1, List.of("-999")));
    columns.set(Past.CITY, new Column("city", ColumnType.CATEGORICAL, 8, List.of("none given")));
    Schema now = new Schema(columns, Past.SCHEMA.label(), Past.SCHEMA.sources());
    TableStatistics read =
        TableStatistics.read(
            now,
            Limits.DEFAULT,
            MatrixVector.JAVA,
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
            3);
    assertThat(read.units(Past.HEIGHT).count()).isEqualTo(270);
    assertThat(read.units(Past.HEIGHT).mean()).isBetween(100.0, 106.0);
    int rows = read.sample().rows();
    for (int row = 0; row < rows; row++) {
      double z = read.neighbourCell(row, Past.HEIGHT);
      assertThat(Double.isNaN(z) || Math.abs(z) < 4).isTrue();
      double code = read.neighbourCell(row, Past.CITY);
      int position = Double.isNaN(code) ? Vocabulary.UNKNOWN : read.positionOfCode(Past.CITY, code);
      assertThat(read.vocabulary(Past.CITY).valueAt(position)).isNotEqualTo("none given");
    }
    // "none given" follows "Madrid", which was the last but one.
    read.observe(Rows.of(101, 200, "Madrid", "11"));
    assertThat(read.expected(Past.CITY)).isNaN();
  }

  /** The city goes round, then hangs: what is expected goes on round. */
  @Test
  void whatAStuckColumnRepeatsSaysNothingOfWhatComesNext() {
    String[] round = {"Lisbon", "Madrid", "Berlin"};
    Past past = Past.of(300, i -> Rows.of(i, 2 * i, round[i % 3], "11"));
    for (int i = 300; i < 310; i++) {
      past.statistics().observe(Rows.of(i, 2 * i, "Lisbon", "11"));
    }
    int madrid = past.statistics().vocabulary(Past.CITY).find(round[310 % 3]).position();
    assertThat(past.statistics().expected(Past.CITY)).isEqualTo(madrid);
  }

  @Test
  void theStateOfOtherColumnsIsRefused() throws IOException {
    byte[] bytes = bytes(Past.of(300, Past.ordinaryRows(1)).statistics());
    assertThatThrownBy(() -> restored(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reservoir of 300");
  }
}
