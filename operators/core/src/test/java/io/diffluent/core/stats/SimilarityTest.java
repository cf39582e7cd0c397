package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.state.SeededRandom;
import java.util.Comparator;
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

  /** What is left out because its letters differ too much is not what would have been found. */
  @Test
  void nothingThatIsCloserIsLeftOut() {
    SeededRandom random = new SeededRandom(4);
    Vocabulary vocabulary = new Vocabulary(Column.categorical("name", 64), 64);
    for (int v = 0; v < 40; v++) {
      String value = text(random);
      for (int i = 0; i < 5 + v % 3; i++) {
        vocabulary.observe(value);
      }
    }
    List<Vocabulary.Entry> frequent = List.copyOf(vocabulary.entries());
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      String from = frequent.get(random.nextInt(frequent.size())).value();
      int at = random.nextInt(from.length());
      String written = from.substring(0, at) + text(random).charAt(0) + from.substring(at);
      String expected =
          frequent.stream()
              .filter(entry -> !entry.value().equals(written))
              .filter(entry -> Similarity.of(entry.value(), written) >= Similarity.CLOSE)
              .max(
                  Comparator.comparingDouble(
                          (Vocabulary.Entry entry) -> Similarity.of(entry.value(), written))
                      .thenComparing(Vocabulary.Entry::count)
                      .thenComparing(entry -> -frequent.indexOf(entry)))
              .map(Vocabulary.Entry::value)
              .orElse(null);
      Vocabulary.Entry nearest = Similarity.nearestFrequent(vocabulary, written);
      assertThat(nearest == null ? null : nearest.value()).as(written).isEqualTo(expected);
      found += nearest == null ? 0 : 1;
    }
    assertThat(found).isBetween(500, 2000);
  }

  /** Few letters, some of which share a remainder. */
  private static String text(SeededRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = 2 + random.nextInt(7); n > 0; n--) {
      text.append("abA!\u0101".charAt(random.nextInt(5)));
    }
    return text.toString();
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
    assertThat(column.mark("#DIV/0!")).isTrue();
    assertThat(column.mark("\\N")).isTrue();
    assertThat(column.mark("on")).isFalse();
    assertThat(column.mark(-999.0)).isTrue();
    assertThat(column.mark(-998.0)).isFalse();
    assertThat(column.mark(Double.NaN)).isFalse();
  }
}
