package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

  @ParameterizedTest
  @CsvSource({"Lisbon, Lisbon, 1", "Lisbon, Lisbn, 0.8333333333333334", "ab, xy, 0", "'', '', 1"})
  void isOneMinusTheEditDistanceOverTheLongerLength(String a, String b, double expected) {
    assertThat(Similarity.of(a, b)).isEqualTo(expected);
    assertThat(Similarity.of(b, a)).isEqualTo(expected);
  }

  @Test
  void theMoreFrequentWinsAmongEquallyClose() {
    Vocabulary vocabulary = new Vocabulary(Column.categorical("city", 4), 10);
    for (int i = 0; i < 9; i++) {
      vocabulary.observe("Lisbon");
      vocabulary.observe(i < 5 ? "Lisbom" : "Madrid");
    }
    assertThat(Similarity.nearestFrequent(vocabulary, "Lisboo").value()).isEqualTo("Lisbon");
    assertThat(Similarity.nearestFrequent(vocabulary, "Oslo")).isNull();
    assertThat(Similarity.nearestFrequent(vocabulary, "123")).isNull();
    assertThat(Similarity.nearestFrequent(vocabulary, null)).isNull();
  }

  /** A hostile event must not cost what comparing pages with pages costs. */
  @Test
  void aTextOfAPageResemblesNothing() {
    Vocabulary vocabulary = new Vocabulary(Column.categorical("note", 4), 10);
    String longest = "a".repeat(128);
    for (int i = 0; i < 9; i++) {
      vocabulary.observe(longest);
    }
    assertThat(Similarity.nearestFrequent(vocabulary, "b" + longest.substring(1))).isNotNull();
    assertThat(Similarity.nearestFrequent(vocabulary, "b" + longest)).isNull();
  }

  @Test
  void aColumnAddsItsOwnMarkersToTheOnesEverybodyUses() {
    Sentinels column =
        new Sentinels(new Column("temp", ColumnType.NUMERIC, 1, List.of("-999", "off")));
    assertThat(column.mark("off")).isTrue();
    assertThat(column.mark(" N/a ")).isTrue();
    assertThat(column.mark("on")).isFalse();
    assertThat(column.mark(-999.0)).isTrue();
    assertThat(column.mark(-998.0)).isFalse();
    assertThat(column.mark(Double.NaN)).isFalse();
  }
}
