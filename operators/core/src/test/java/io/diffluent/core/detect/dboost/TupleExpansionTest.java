package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.stats.Past;
import io.diffluent.core.stats.TableStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TupleExpansionTest {

  /** 2026-01-05T10:00Z, a Monday. */
  private static final double MONDAY = 1_767_607_200;

  private static TupleExpansion of(Past past) {
    return TupleExpansion.of(past.statistics().sample());
  }

  private static List<Trait> traits(TupleExpansion expansion, int column) {
    return expansion.features().stream()
        .filter(feature -> feature.column() == column)
        .map(TupleExpansion.Feature::trait)
        .toList();
  }

  private static double[] expand(Past past, Row row) {
    TableStatistics statistics = past.statistics();
    return of(past).expand(row, statistics.read(row).encoded());
  }

  @Test
  void aColumnHasOnlyTheTraitsThatMeanSomethingThere() {
    Past past = Past.of(64, i -> Rows.of(i, i / 8.0, "Lisbon", i % 2 == 0 ? "10:30" : "11:45"));
    TupleExpansion expansion = of(past);
    assertThat(traits(expansion, Past.HEIGHT))
        .containsExactly(Trait.VALUE, Trait.WHOLE, Trait.LAST_DIGIT);
    assertThat(traits(expansion, Past.WEIGHT)).containsExactly(Trait.VALUE, Trait.FRACTION);
    assertThat(traits(expansion, Past.CITY))
        .containsExactly(Trait.CATEGORY, Trait.LENGTH, Trait.SIGNATURE);
    assertThat(traits(expansion, Past.CODE))
        .containsExactly(Trait.CATEGORY, Trait.LENGTH, Trait.SIGNATURE, Trait.HOUR);
  }

  /** The sample holds z units only, the record the number itself. */
  @Test
  void theSampleAndTheRecordAgreeOnDigits() {
    Past past = Past.of(64, i -> Rows.of(1234 + 37 * i, 0.1 * i + 1e5, "a", "b"));
    TupleExpansion expansion = of(past);
    double[] z = past.statistics().sample().column(Past.HEIGHT);
    for (int i = 0; i < 64; i++) {
      double[] tuple = expand(past, Rows.of(1234 + 37 * i, 0.1 * i + 1e5, "a", "b"));
      for (int f = 0; f < expansion.features().size(); f++) {
        assertThat(expansion.sampled(f)[i]).isCloseTo(tuple[f], within(1e-6));
      }
      assertThat(tuple[0]).isEqualTo(z[i]);
      assertThat(tuple[2]).isEqualTo((1234 + 37 * i) % 10);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000"})
  void numbersMayBeTimestamps(double unit, double same) {
    Past past = Past.of(64, i -> Rows.of((MONDAY + 60 * i) * unit, i * same, "a", "b"));
    assertThat(traits(of(past), Past.HEIGHT))
        .containsExactly(Trait.VALUE, Trait.HOUR, Trait.WEEKDAY, Trait.MONTH);
    double[] tuple = expand(past, Rows.of((MONDAY + 3600 * 41) * unit, 1, "a", "b"));
    assertThat(List.of(tuple[1], tuple[2], tuple[3])).containsExactly(3.0, 3.0, 1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05, NaN, 1, 1",
    "2026-01-05T10:00:00Z, 10, 1, 1",
    "2026/12/31 23:59, 23, 4, 12",
    "2026-01-05 25:00:01.5+02:00, 25, 1, 1",
    "7:05, 7, NaN, NaN",
    "2026-13-40, NaN, NaN, 13",
    "noon, NaN, NaN, NaN",
    "1234, NaN, NaN, NaN"
  })
  void textsMayBeTimestamps(String text, double hour, double weekday, double month) {
    assertThat(Timestamp.of(text)).isEqualTo(new Timestamp(hour, weekday, month));
  }

  @Test
  void signaturesShortenRuns() {
    assertThat(TextExpansion.signature("Lisbon 12-A")).isEqualTo("Aa 9-A");
    assertThat(TextExpansion.signature("")).isEmpty();
    assertThat(TextExpansion.signature("a1".repeat(2000))).hasSize(24);
  }

  @Test
  void nothingAndSentinelsHaveNoTraits() {
    Past past = Past.ordinary();
    for (Row row :
        List.of(
            Rows.of(null, -1, "?", null),
            Rows.of(new Rows.Unparsed("97 cm", 97), null, null, "N/A"))) {
      assertThat(expand(past, row)).containsOnly(Double.NaN);
    }
  }

  @Test
  void aNewCategoryHasTraitsButNoneThatTheSampleHas() {
    double[] tuple = expand(Past.ordinary(), Rows.of(100, 200, "l-X", "11"));
    TupleExpansion expansion = of(Past.ordinary());
    int category =
        expansion.features().indexOf(new TupleExpansion.Feature(Past.CITY, Trait.CATEGORY));
    assertThat(tuple[category]).isEqualTo(-1);
    assertThat(tuple[category + 1]).isEqualTo(3);
    assertThat(tuple[category + 2]).isEqualTo(-1);
    assertThat(expansion.sampled(category)).doesNotContain(-1);
  }

  @Test
  void theColumnsOwnValuesComeFirst() {
    TupleExpansion expansion = of(Past.ordinary());
    int[] all = IntStream.range(0, expansion.features().size()).toArray();
    assertThat(IntStream.of(expansion.first(4, all)).mapToObj(expansion.features()::get))
        .extracting(TupleExpansion.Feature::trait)
        .containsExactly(Trait.VALUE, Trait.VALUE, Trait.CATEGORY, Trait.CATEGORY);
    assertThat(expansion.first(100, all)).containsExactlyInAnyOrder(all);
  }
}
