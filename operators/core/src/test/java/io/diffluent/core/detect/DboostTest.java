package io.diffluent.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.Hostile;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.Past;
import io.diffluent.core.stats.Reading;
import io.diffluent.core.stats.TableStatistics;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the three dBoost detectors see, what they do not, and that they are pure in the past. */
class DboostTest {

  private static final String GAUSSIAN = "dboost-gaussian";
  private static final String HISTOGRAM = "dboost-histogram";
  private static final String MIXTURE = "dboost-mixture";
  private static final List<String> ALL = List.of(GAUSSIAN, HISTOGRAM, MIXTURE);

  /** 2026-01-05T00:00Z, a Monday. */
  private static final double MONDAY = 1_767_571_200;

  private static double suspicion(String detector, Past past, Row row, int column) {
    return Detectors.named(detector).suspicion(past.cell(row, column));
  }

  private static Row ordinary(double height, double weight) {
    return Rows.of(height, weight, "Lisbon", "11");
  }

  @Test
  void anOutlierOfOneColumnIsOneHalfAtThreeDeviations() {
    Past past = Past.ordinary();
    double mean = past.statistics().units(Past.HEIGHT).mean();
    double sd = past.statistics().units(Past.HEIGHT).deviation();
    for (int sign : new int[] {-1, 1}) {
      double at = mean + sign * 3 * sd;
      assertThat(suspicion(GAUSSIAN, past, ordinary(at, 200), Past.HEIGHT)).isBetween(0.49, 0.51);
      at = mean + sign * 4 * sd;
      assertThat(suspicion(GAUSSIAN, past, ordinary(at, 200), Past.HEIGHT)).isOne();
      at = mean + sign * 2 * sd;
      assertThat(suspicion(GAUSSIAN, past, ordinary(at, 200), Past.HEIGHT)).isZero();
    }
  }

  /** A height of 90 and a weight of 225 are ordinary, but not together. */
  @ParameterizedTest
  @ValueSource(strings = {HISTOGRAM, MIXTURE})
  void aViolatedPairIsSeenThoughBothValuesAreOrdinary(String detector) {
    Past past = Past.ordinary();
    Row row = ordinary(90, 225);
    double height = suspicion(detector, past, row, Past.HEIGHT);
    double weight = suspicion(detector, past, row, Past.WEIGHT);
    assertThat(height + weight).isGreaterThan(0.8);
    assertThat(height).isGreaterThan(0.1);
    assertThat(weight).isGreaterThan(height); // 2.5 deviations out, the height 1
    for (int column : new int[] {Past.HEIGHT, Past.WEIGHT}) {
      assertThat(suspicion(GAUSSIAN, past, row, column)).isZero();
      assertThat(suspicion(detector, past, ordinary(90, 180), column)).isZero();
      assertThat(suspicion(detector, past, ordinary(112, 224), column)).isZero();
    }
  }

  @Test
  void aPairOfCategoriesThatNeverCameTogetherIsSeen() {
    Past past = Past.ordinary();
    Row row = Rows.of(100, 200, "Lisbon", "12");
    assertThat(suspicion(HISTOGRAM, past, row, Past.CITY)).isBetween(0.3, 0.7);
    assertThat(suspicion(HISTOGRAM, past, row, Past.CODE)).isBetween(0.3, 0.7);
    assertThat(suspicion(MIXTURE, past, row, Past.CITY)).isZero();
    assertThat(suspicion(HISTOGRAM, past, Rows.of(100, 200, "Madrid", "12"), Past.CITY)).isZero();
  }

  @Test
  void aTextOfAnotherLengthAndAnotherShapeIsSeen() {
    Past past = Past.ordinary();
    assertThat(suspicion(HISTOGRAM, past, Rows.of(100, 200, "Lisbon", "1l"), Past.CODE)).isOne();
    assertThat(suspicion(HISTOGRAM, past, Rows.of(100, 200, "lisbon", "11"), Past.CITY)).isOne();
  }

  /** A share of 1 % is low beside one of 99 %, and says nothing among six much alike. */
  @Test
  void onlyAPeakedHistogramJudgesItsBins() {
    Past past =
        Past.of(
            960,
            i -> Rows.of(i % 96 == 0 ? 1 : 0, i % 96 == 0 ? 5 : i % 5, i % 2 == 0 ? "a" : "b", ""));
    Row row = Rows.of(1, 5, "a", "");
    assertThat(suspicion(HISTOGRAM, past, row, Past.HEIGHT)).isGreaterThan(0.7);
    assertThat(suspicion(HISTOGRAM, past, row, Past.WEIGHT)).isZero();
  }

  /** The cell that contradicts two others is at fault, not those. */
  @ParameterizedTest
  @ValueSource(strings = {HISTOGRAM, MIXTURE})
  void theCellThatFitsNobodyTakesTheBlame(String detector) {
    TableStatistics statistics = table(4);
    SeededRandom random = new SeededRandom(9);
    for (int i = 0; i < 640; i++) {
      statistics.observe(factor(4, Past.gauss(random), random));
    }
    Row row = Rows.of(-1, 1.5, -1, -1);
    double[] suspicions = suspicions(detector, statistics, row, 4);
    assertThat(suspicions[1]).isGreaterThan(0.7);
    assertThat(suspicions[0]).isLessThan(0.3);
    assertThat(suspicions[2]).isLessThan(0.3);
    assertThat(suspicions[3]).isLessThan(0.3);
  }

  @Test
  void anHourAtWhichNothingEverHappensIsSeen() {
    SeededRandom random = new SeededRandom(4);
    IntFunction<Row> offices =
        i -> {
          double day = MONDAY + 86_400.0 * (i / 40);
          int hour = 9 + random.nextInt(8);
          return at(day, hour, random.nextInt(4) * 15);
        };
    Past past = Past.of(640, offices);
    Row night = at(MONDAY + 86_400 * 12, 3, 30);
    Row day = at(MONDAY + 86_400 * 12, 12, 30);
    for (String detector : List.of(GAUSSIAN, HISTOGRAM)) {
      for (int column : new int[] {Past.HEIGHT, Past.CODE}) {
        assertThat(suspicion(detector, past, night, column)).as(detector).isGreaterThan(0.5);
        assertThat(suspicion(detector, past, day, column)).as(detector).isLessThan(0.5);
      }
    }
    Row impossible = Rows.of(MONDAY, 1, "a", "25:00");
    assertThat(suspicion(HISTOGRAM, past, impossible, Past.CODE)).isOne();
    assertThat(suspicion("zscore", past, night, Past.HEIGHT)).isZero();
  }

  private static Row at(double day, int hour, int minute) {
    String time = String.format(java.util.Locale.ROOT, "%02d:%02d", hour, minute);
    return Rows.of(day + 3600 * hour + 60 * minute, 1, "a", time);
  }

  @Test
  void aFractionAmongWholeNumbersIsSeen() {
    Past past = Past.of(320, i -> Rows.of(i * 17 % 101, 1, "a", "b"));
    assertThat(suspicion(HISTOGRAM, past, Rows.of(50.5, 1, "a", "b"), Past.HEIGHT)).isOne();
    assertThat(suspicion(HISTOGRAM, past, Rows.of(50, 1, "a", "b"), Past.HEIGHT)).isZero();
  }

  /** Restored in the middle between two refreshes, and again after some. */
  @ParameterizedTest
  @ValueSource(ints = {20, 75, 333, 650, 1300})
  void restoredStatisticsGiveTheSameSuspicions(int cut) throws IOException {
    // So few categories that the vocabulary forgets between the refreshes.
    Limits limits = new Limits(1024, 8, 128, 4096, 64, 64, 150, 12, 4, 4, 4);
    TableStatistics whole = new TableStatistics(Past.SCHEMA, limits, MatrixVector.JAVA, 5);
    IntFunction<Row> rows = mixed();
    for (int i = 0; i < cut; i++) {
      for (String detector : ALL) {
        suspicions(detector, whole, rows.apply(i), 4);
      }
      whole.observe(rows.apply(i));
    }
    TableStatistics restored =
        TableStatistics.read(
            Past.SCHEMA,
            limits,
            MatrixVector.JAVA,
            new DataInputStream(new ByteArrayInputStream(Past.bytes(whole))),
            TableStatistics.VERSION);
    double sum = 0;
    for (int i = cut; i < cut + 200; i++) {
      for (String detector : ALL) {
        double[] suspicions = suspicions(detector, whole, rows.apply(i), 4);
        assertThat(suspicions(detector, restored, rows.apply(i), 4)).isEqualTo(suspicions);
        sum += suspicions[0] + suspicions[1] + suspicions[2] + suspicions[3];
      }
      whole.observe(rows.apply(i));
      restored.observe(rows.apply(i));
    }
    assertThat(sum).isGreaterThan(10);
  }

  /** Ordinary and hostile rows, and a city that never comes back in every second row. */
  private static IntFunction<Row> mixed() {
    List<Row> ordinary = IntStream.range(0, 1500).mapToObj(Past.ordinaryRows(3)).toList();
    List<Row> hostile = Hostile.rows();
    return i -> {
      Row row = i % 7 == 0 ? hostile.get(i / 7 % hostile.size()) : ordinary.get(i);
      String[] texts = row.texts().clone();
      texts[Past.CITY] = i % 2 == 0 ? "City " + i : texts[Past.CITY];
      return new Row(row.numbers(), texts);
    };
  }

  @Test
  void theRecordThatIsScoredHasNoPartInTheModel() {
    Past one = Past.ordinary();
    Past other = Past.ordinary();
    Row strange = Rows.of(1e9, -1e9, "Atlantis", "x");
    for (int i = 0; i < 3; i++) {
      one.statistics().observe(strange); // the next refresh is after 512 records
    }
    for (String detector : ALL) {
      for (int column = 0; column < 4; column++) {
        assertThat(suspicion(detector, one, strange, column))
            .isEqualTo(suspicion(detector, other, strange, column));
      }
    }
  }

  /** 200 columns that all go together; more than all of them would be 19,900 pairs. */
  @ParameterizedTest
  @ValueSource(strings = {GAUSSIAN, HISTOGRAM, MIXTURE})
  void aWideTableIsJudged(String detector) {
    TableStatistics statistics = table(200);
    SeededRandom random = new SeededRandom(9);
    for (int i = 0; i < 128; i++) {
      statistics.observe(factor(200, Past.gauss(random), random));
    }
    for (double suspicion : suspicions(detector, statistics, factor(200, 0.5, random), 200)) {
      assertThat(suspicion).isBetween(0.0, 0.5);
    }
    double[] numbers = new double[200];
    java.util.Arrays.fill(numbers, 1e300);
    Row absurd = new Row(numbers, new String[200]);
    for (double suspicion : suspicions(detector, statistics, absurd, 200)) {
      assertThat(suspicion).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GAUSSIAN, HISTOGRAM, MIXTURE})
  void withTooLittlePastOrNoSpreadNobodyIsSuspect(String detector) {
    Row row = Rows.of(1e300, -1e300, "Atlantis", "17");
    for (Past past :
        List.of(
            Past.of(16, Past.ordinaryRows(1)),
            Past.of(300, i -> Rows.of(null, null, null, "?")),
            Past.of(16, i -> Rows.of(7, 7, "same", "1")))) {
      for (int column = 0; column < 4; column++) {
        assertThat(suspicion(detector, past, row, column)).isZero();
      }
    }
  }

  /** A constant is a histogram of one bin; it has no deviation. */
  @Test
  void aConstantColumnIsForTheHistogram() {
    Past past = Past.of(300, i -> Rows.of(7, 7, "same", "1"));
    Row other = Rows.of(8, 7, "same", "1");
    assertThat(suspicion(HISTOGRAM, past, other, Past.HEIGHT)).isOne();
    assertThat(suspicion(GAUSSIAN, past, other, Past.HEIGHT)).isZero();
    assertThat(suspicion(MIXTURE, past, other, Past.HEIGHT)).isZero();
    for (String detector : ALL) {
      assertThat(suspicion(detector, past, Rows.of(7, 7, "same", "1"), Past.HEIGHT)).isZero();
    }
  }

  private static TableStatistics table(int columns) {
    List<Column> all = IntStream.range(0, columns).mapToObj(c -> Column.numeric("c" + c)).toList();
    Schema schema = new Schema(all, Label.regression("y"), List.of("one"));
    return new TableStatistics(schema, Limits.DEFAULT, MatrixVector.JAVA, 5);
  }

  /** All columns show one hidden number, each with its own noise. */
  private static Row factor(int columns, double hidden, SeededRandom random) {
    double[] numbers = new double[columns];
    for (int c = 0; c < columns; c++) {
      numbers[c] = hidden + 0.1 * Past.gauss(random);
    }
    return new Row(numbers, new String[columns]);
  }

  private static double[] suspicions(
      String detector, TableStatistics statistics, Row row, int columns) {
    Reading reading = statistics.read(row);
    CellView cell = new CellView(statistics);
    cell.open(reading, statistics.regress(reading.encoded()));
    double[] suspicions = new double[columns];
    for (int c = 0; c < columns; c++) {
      Column column =
          columns == 4 && statistics.vocabulary(2) != null
              ? Past.SCHEMA.columns().get(c)
              : Column.numeric("c" + c);
      cell.moveTo(c, column);
      suspicions[c] = Detectors.named(detector).suspicion(cell);
    }
    return suspicions;
  }
}
