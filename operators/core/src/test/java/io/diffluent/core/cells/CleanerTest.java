package io.diffluent.core.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.stats.Hostile;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.Past;
import io.diffluent.core.stats.TableStatistics;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CleanerTest {

  private static final CleanerConfig HARD =
      new CleanerConfig(List.of("missing", "unparseable", "iqr"), List.of("mean", "keep"), 5);

  private static Cleaner cleaner(CleanerConfig config) {
    return new Cleaner(
        Past.SCHEMA,
        config,
        new TableStatistics(Past.SCHEMA, Limits.DEFAULT, MatrixVector.JAVA, 1));
  }

  private static Cleaner experienced(CleanerConfig config) {
    Cleaner cleaner = cleaner(config);
    IntFunction<Row> rows = Past.ordinaryRows(4);
    for (int i = 0; i < 300; i++) {
      cleaner.clean(Rows.record(i, rows.apply(i), "1"));
    }
    return cleaner;
  }

  @Test
  void aCleanRecordHasNoSuspectsAndNothingToShow() {
    Cells cells = experienced(HARD).clean(Rows.record(0, Rows.of(100, 200, "Lisbon", "11"), "1"));
    assertThat(cells.suspects().count()).isZero();
    assertThat(cells.display()).isNull();
    assertThat(cells.isLabelled()).isTrue();
  }

  @Test
  void aRecordIsEncodedBeforeItIsCounted() {
    Cleaner cleaner = cleaner(HARD);
    Cells first = cleaner.clean(Rows.record(0, Rows.of(7, 7, "Lisbon", "11"), "1"));
    assertThat(first.base()[Past.HEIGHT]).isEqualTo(7);
    assertThat(first.base()[Past.CITY]).isNaN();
    assertThat(cleaner.statistics().count()).isOne();
  }

  @Test
  void aCellWithNothingToKeepIsASuspectWhateverTheDetectorsSay() {
    CleanerConfig blind = new CleanerConfig(List.of("iqr"), List.of("mean"), 5);
    Row row = Rows.of(null, 200, "Atlantis", "?");
    Cells.Suspects suspects = experienced(blind).clean(Rows.record(0, row, "1")).suspects();
    assertThat(suspects.columns()).containsExactly(Past.HEIGHT, Past.CITY, Past.CODE);
    assertThat(suspects.kept()).containsOnly(Float.NaN);
  }

  @Test
  void whatAPolluterKnowsIsEncodedInTheSameUnits() {
    Cleaner cleaner = experienced(HARD);
    Row clean = Rows.of(100, 200, "Lisbon", "11");
    Row dirty = Rows.of(9000, 200, "Lisbon", "11");
    Cells cells = cleaner.clean(Rows.record(0, 0, dirty, "1", clean));
    Cells plain = cleaner.clean(Rows.record(1, clean, "1"));
    assertThat(cells.truth()).isEqualTo(plain.base());
    assertThat(cells.base()[Past.HEIGHT]).isEqualTo(20);
    assertThat(plain.truth()).isNull();
  }

  @Test
  void hostileRecordsGiveCellsThatCanBeEncoded() {
    Cleaner cleaner = cleaner(CleanerConfig.all());
    Encoding encoding = Encoding.of(Past.SCHEMA);
    List<Row> rows = Hostile.rows();
    for (int i = 0; i < rows.size(); i++) {
      Record record = Rows.record(i, rows.get(i), null);
      Cells cells = cleaner.clean(record);
      Batch batch =
          Batch.of(
              Arena.ofFresh(),
              encoding,
              List.of(cells),
              CleanerConfig.all().detectors().size(),
              CleanerConfig.all().repairs().size());
      for (double x : batch.x()) {
        assertThat(x).isBetween(-NumericUnits.CLIP, NumericUnits.CLIP);
      }
      for (double value : batch.alternatives().value()) {
        assertThat(Double.isNaN(value) || Math.abs(value) <= NumericUnits.CLIP).isTrue();
      }
      for (float suspicion : cells.suspects().suspicions()) {
        assertThat(suspicion).isBetween(0f, 1f);
      }
      for (float score : cells.suspects().scores()) {
        assertThat(score).isBetween(0f, 10f);
      }
    }
  }

  @Test
  void cellsForLearningKeepWhatIsLearnedAndNothingElse() {
    Row row = Rows.of(null, 200, "Lisbon", "11");
    Cells cells = experienced(HARD).clean(Rows.record(5, 1, row, "1", row));
    Cells kept = cells.forLearning();
    assertThat(kept.display()).isNull();
    assertThat(kept.envelope().key()).isNull();
    assertThat(kept.envelope().headers()).isEmpty();
    assertThat(kept.envelope().origin()).isEqualTo(cells.envelope().origin());
    assertThat(kept.envelope().source()).isOne();
    assertThat(kept.base()).isSameAs(cells.base());
    assertThat(kept.suspects()).isSameAs(cells.suspects());
    assertThat(kept.truth()).isSameAs(cells.truth());
  }

  @Test
  void anUnknownNameIsRefusedAtOnce() {
    assertThatThrownBy(() -> new CleanerConfig(List.of("magic"), List.of("mean"), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("magic");
  }

  @Test
  void theEncodingHasOnePlacePerNumberAndOnePerCategoryAndThenTheGates() {
    Encoding encoding = Encoding.of(Past.SCHEMA);
    assertThat(encoding.offsets()).containsExactly(0, 1, 2, 10);
    assertThat(encoding.width()).isEqualTo(18);
    assertThat(encoding.inputs()).isEqualTo(22);
    assertThat(encoding.gateInputs()).containsExactlyInAnyOrder(18, 19, 20, 21);
    assertThat(encoding).isEqualTo(Encoding.of(Past.SCHEMA)).hasSameHashCodeAs(encoding);
  }
}
