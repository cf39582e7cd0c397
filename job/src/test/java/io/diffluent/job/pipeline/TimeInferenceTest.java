package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.connectors.wire.TimePart;
import io.diffluent.core.record.ColumnType;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Request;
import io.diffluent.job.pipeline.PipelineInference.Sample;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times come out as columns of their parts, with nothing but defaults. */
class TimeInferenceTest {

  private static final int ROWS = 2_000;
  private static final LocalDateTime START = LocalDateTime.of(2013, 1, 1, 0, 0);
  private static final DateTimeFormatter PLAIN = pattern("yyyy-MM-dd HH:mm:ss");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyy-MM-dd HH:mm:ss|YMD",
        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'|YMD",
        "yyyy-MM-dd'T'HH:mmXXX|YMD",
        "yyyy-MM-dd HH:mm:ssX|YMD",
        "yyyy/MM/dd HH:mm|YMD",
        "yyyyMMddHHmmss|YMD",
        "yyyyMMddHHmm|YMD",
        "dd.MM.yyyy HH:mm|DMY",
        "d/M/yy H:mm|DMY",
        "MM/dd/yyyy hh:mm:ss a|MDY",
        "M-d-yyyy H:mm|MDY",
        "M/d/yyyy, h:mm:ss a|MDY",
        "'['dd/MMM/yyyy:HH:mm:ss Z']'|MDY",
        "MMM d, yyyy h:mm a|DMY",
        "dd-MMM-yy HH:mm|DMY",
        "EEEE, d MMMM yyyy HH:mm:ss|DMY",
      })
  void everyStyleOfTimesHasItsParts(String pattern, DateOrder order) {
    DateTimeFormatter format = pattern(pattern);
    Inferred inferred = infer(row -> format.format(at(row).atOffset(ZoneOffset.ofHours(2))));
    hourWeekdayAndMonth(inferred, order);
    assertThat(inferred.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void secondsAndMillisecondsSince1970(int factor) {
    IntFunction<String> times = row -> "" + at(row).toEpochSecond(ZoneOffset.UTC) * factor;
    hourWeekdayAndMonth(infer(times), null);
    hourWeekdayAndMonth(infer(row -> at(row).toEpochSecond(ZoneOffset.UTC) + ".25"), null);
    assertThat(parts(named("amount", times))).isEmpty();
    assertThat(named("time", row -> "" + row % 300).spec().columns().get(0).ignored()).isFalse();
  }

  @Test
  void datesHaveNoHour() {
    assertThat(parts(infer(row -> START.plusDays(row / 4).toLocalDate().toString())))
        .containsExactly("seen_at_weekday", "seen_at_month");
    assertThat(parts(infer(row -> pattern("yyyyMMdd").format(at(row)))))
        .containsExactly("seen_at_weekday", "seen_at_month");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yyyy-MM", "MM/yyyy", "MMM-yyyy", "MMMM yyyy"})
  void monthsHaveNoWeekday(String pattern) {
    Random random = new Random(1);
    assertThat(parts(infer(row -> pattern(pattern).format(START.plusMonths(random.nextInt(90))))))
        .containsExactly("seen_at_month", "seen_at_days");
    assertThat(parts(infer(row -> pattern(pattern).format(START.plusMonths(row / 100)))))
        .containsExactly("seen_at_month");
  }

  /** 2010-11 is a season, or a month in a column of months. */
  @Test
  void seasonsAreNoMonths() {
    IntFunction<String> season = row -> 2000 + row % 12 + "-" + (101 + row % 12 + "").substring(1);
    assertThat(infer(season).spec().columns().get(0).type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void timesOfDayHaveNothingElse() {
    assertThat(parts(infer(row -> row % 24 + ":" + (10 + row % 49))))
        .containsExactly("seen_at_hour");
  }

  @Test
  void whatDoesNotVaryIsLeftOut() {
    Inferred day = infer(row -> PLAIN.format(START.plusSeconds(40L * row)));
    assertThat(parts(day)).containsExactly("seen_at_hour");
    assertThat(day.yaml())
        .contains("read as seen_at_hour; no weekday: always the same, no month: always the same");
    Inferred sixDays = infer(row -> PLAIN.format(START.plusMinutes(4L * row)));
    assertThat(parts(sixDays)).containsExactly("seen_at_hour");
    assertThat(sixDays.yaml()).contains("no weekday: no week is over");
    assertThat(parts(infer(row -> PLAIN.format(START.plusDays(row).plusHours(12)))))
        .containsExactly("seen_at_weekday", "seen_at_month");
  }

  @Test
  void howManyDaysMatterWhereTheRowsComeInAnyOrder() {
    Random random = new Random(1);
    assertThat(parts(infer(row -> START.minusDays(random.nextInt(9000)).toLocalDate().toString())))
        .containsExactly("seen_at_weekday", "seen_at_month", "seen_at_days");
    assertThat(infer(row -> PLAIN.format(at(row))).yaml())
        .contains("no days: the rows come in this order");
  }

  @Test
  void whatIsThereAlreadyIsNotDerivedAgain() {
    Inferred inferred =
        infer(
            List.of("seen_at", "hr", "day", "y"),
            List.of(
                row -> PLAIN.format(at(row)),
                row -> "" + at(row).getHour(),
                row -> "d" + at(row).getDayOfWeek(),
                TimeInferenceTest::noise));
    assertThat(parts(inferred)).containsExactly("seen_at_month");
    assertThat(inferred.yaml())
        .contains("read as seen_at_month; no hour: it is hr, no weekday: it is day, no days:");
  }

  @Test
  void aSecondColumnOfTheSameTimesIsIgnored() {
    IntFunction<String> time = row -> PLAIN.format(at(row));
    Inferred inferred =
        infer(List.of("a", "b", "y"), List.of(time, time, TimeInferenceTest::noise));
    assertThat(parts(inferred)).containsExactly("a_hour", "a_weekday", "a_month");
    assertThat(inferred.yaml()).containsPattern("b: \\{ignore: true} +# the same as a");
  }

  @Test
  void aPartGetsANameThatNoFieldHas() {
    Inferred inferred =
        infer(
            List.of("seen_at", "seen_at_hour", "y"),
            List.of(
                row -> PLAIN.format(at(row)), TimeInferenceTest::noise, row -> noise(row + ROWS)));
    assertThat(parts(inferred))
        .containsExactly("seen_at_hour_2", "seen_at_weekday", "seen_at_month");
  }

  @Test
  void dirtIsCountedAndSentinelsAreKept() {
    Inferred inferred =
        infer(
            row ->
                row % 20 == 3
                    ? "unknown"
                    : PLAIN.format(at(row)).replace('-', row % 20 == 4 ? '?' : '-'));
    assertThat(parts(inferred)).containsExactly("seen_at_hour", "seen_at_weekday", "seen_at_month");
    assertThat(inferred.yaml()).containsPattern("part: hour.*# 5.3 % no times, 5.0 % sentinels");
    assertThat(inferred.spec().columns().get(1).sentinels()).containsExactly("unknown");
  }

  @Test
  void theOrderInTheTableTellsTheOrderInTheDates() {
    Inferred sorted = infer(row -> (1 + row / 50 % 12) + "/" + (1 + row / 600) + "/2013");
    assertThat(sorted.spec().columns().get(1).time().order()).isEqualTo(DateOrder.DMY);
    assertThat(sorted.notes()).isEmpty();
  }

  @Test
  void anOrderThatNothingTellsIsReported() {
    Inferred mirrored = infer(row -> row % 2 == 0 ? "1/2/2013" : "2/1/2013");
    assertThat(parts(mirrored)).isNotEmpty();
    assertThat(mirrored.notes())
        .singleElement()
        .asString()
        .contains("nothing says which number of 1/2/2013 is the day", "order: mdy");
  }

  private static void hourWeekdayAndMonth(Inferred inferred, DateOrder order) {
    List<ColumnSpec> columns = inferred.spec().columns();
    assertThat(columns.get(0).ignored()).isTrue();
    assertThat(parts(inferred)).containsExactly("seen_at_hour", "seen_at_weekday", "seen_at_month");
    assertThat(columns.get(1).time().part()).isEqualTo(TimePart.HOUR);
    assertThat(columns.get(1).type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(columns.get(2).size()).isEqualTo(8);
    assertThat(columns.get(3).type()).isEqualTo(ColumnType.NUMERIC);
    if (order != null) {
      assertThat(columns.get(3).time()).isEqualTo(new TimeOf("seen_at", TimePart.MONTH, order));
    }
  }

  private static LocalDateTime at(int row) {
    return START.plusMinutes(61L * row);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private static String noise(int row) {
    return String.format(Locale.ROOT, "%.3f", new Random(row).nextGaussian());
  }

  private static List<String> parts(Inferred inferred) {
    return inferred.spec().columns().stream()
        .filter(column -> column.time() != null)
        .map(ColumnSpec::name)
        .toList();
  }

  private static Inferred infer(IntFunction<String> cells) {
    return named("seen_at", cells);
  }

  private static Inferred named(String name, IntFunction<String> cells) {
    return infer(
        List.of(name, "z", "y"),
        List.of(cells, TimeInferenceTest::noise, row -> noise(row + ROWS)));
  }

  /** Infers, and checks that reading the file gives the same. */
  private static Inferred infer(List<String> header, List<IntFunction<String>> columns) {
    Function<Integer, String[]> row =
        r -> columns.stream().map(column -> column.apply(r)).toArray(String[]::new);
    Sample sample = new Sample(header, IntStream.range(0, ROWS).boxed().map(row).iterator());
    Inferred inferred =
        (Inferred) PipelineInference.infer(sample, new Request("f.csv", "y", null, List.of()));
    assertThat(Fixtures.valid(inferred.yaml())).isEqualTo(inferred.spec());
    return inferred;
  }
}
