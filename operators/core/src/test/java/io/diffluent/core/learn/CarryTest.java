package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was learned survives columns and sources that come and go between two savepoints. */
class CarryTest {

  private static final List<Column> COLUMNS = DirtyStream.schema(Task.REGRESSION).columns();
  private static final Column WIND = Column.numeric("wind");
  private static final Column ROAD = Column.categorical("road", 3);
  private static final List<String> SOURCES = List.of("north", "south");

  private static LearnerSetup setup(List<Column> columns, List<String> sources) {
    return LearnerSetup.of(new Schema(columns, Label.regression("count"), sources))
        .arms("mixture", "no-clean", "iqr+knn")
        .hidden(5)
        .lags(2)
        .batch(8);
  }

  private static DirtyStream stream() {
    return new DirtyStream(Task.REGRESSION, 0.1, 77).sources(2, -1);
  }

  private static byte[] learned(int records) {
    RecordLearner model =
        RecordLearner.fresh(setup(COLUMNS, SOURCES).config(), MatrixVector.JAVA, "key");
    DirtyStream stream = stream();
    Said said = new Said();
    for (int i = 0; i < records; i++) {
      model.accept(stream.get(), said);
    }
    model.learner().score(said);
    byte[] state = model.write();
    model.close();
    return state;
  }

  private static RecordLearner restored(LearnerSetup setup, byte[] state) throws IOException {
    return RecordLearner.read(setup.config(), MatrixVector.JAVA, "key", state);
  }

  /** The record as a pipeline with these columns and sources reads it. */
  private static Record as(Record record, List<Column> columns, int source) {
    double[] numbers = new double[columns.size()];
    String[] texts = new String[columns.size()];
    for (int c = 0; c < numbers.length; c++) {
      int from = COLUMNS.stream().map(Column::name).toList().indexOf(columns.get(c).name());
      boolean isNew = from < 0;
      boolean isNumeric = columns.get(c).isNumeric();
      numbers[c] = isNew ? isNumeric ? 3 : Double.NaN : record.row().numbers()[from];
      texts[c] = isNew ? isNumeric ? null : "wet" : record.row().texts()[from];
    }
    Envelope all = record.envelope();
    Envelope envelope =
        new Envelope(
            all.origin(),
            all.timestamp(),
            source,
            all.event(),
            all.model(),
            all.key(),
            all.headers());
    return new Record(envelope, new Row(numbers, texts), record.label(), null);
  }

  private static List<Prediction> answers(RecordLearner model, List<Column> columns, int n) {
    DirtyStream stream = stream();
    for (int i = 0; i < 400; i++) {
      stream.get();
    }
    Said said = new Said();
    for (int i = 0; i < n; i++) {
      Record record = stream.get();
      model.accept(as(record, columns, record.envelope().source()), said);
    }
    model.learner().score(said);
    return said.predictions;
  }

  /** Seven records: fewer than a batch, so nothing is learned between them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void newColumnsAndAnotherOrderChangeHardlyAnAnswer(boolean reversed) throws IOException {
    byte[] state = learned(400);
    List<Column> more =
        reversed
            ? List.of(ROAD, COLUMNS.get(3), COLUMNS.get(2), WIND, COLUMNS.get(1), COLUMNS.get(0))
            : List.of(COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(2), COLUMNS.get(3), WIND, ROAD);
    try (RecordLearner before = restored(setup(COLUMNS, SOURCES), state);
        RecordLearner after = restored(setup(more, SOURCES), state)) {
      assertThat(before.changes()).isEmpty();
      assertThat(after.changes())
          .containsExactlyInAnyOrder("column wind is new", "column road[3] is new");
      List<Prediction> expected = answers(before, COLUMNS, 7);
      List<Prediction> answered = answers(after, more, 7);
      for (int i = 0; i < expected.size(); i++) {
        // The label's standard deviation is about 50; gates share one scale.
        assertThat(answered.get(i).value()).isCloseTo(expected.get(i).value(), within(8.0));
        assertThat(answered.get(i).version()).isEqualTo(expected.get(i).version());
      }
    }
  }

  @Test
  void whatWasLearnedIsWorthMoreThanAFreshStart() throws IOException {
    List<Column> other = List.of(COLUMNS.get(3), WIND, COLUMNS.get(0), COLUMNS.get(2));
    LearnerSetup setup = setup(other, SOURCES);
    try (RecordLearner carried = restored(setup, learned(400));
        RecordLearner fresh = RecordLearner.fresh(setup.config(), MatrixVector.JAVA, "key")) {
      assertThat(carried.changes())
          .containsExactlyInAnyOrder("column wind is new", "column feels is gone");
      assertThat(error(answers(carried, other, 80)))
          .isLessThan(0.7 * error(answers(fresh, other, 80)));
    }
  }

  private static double error(List<Prediction> predictions) {
    DirtyStream stream = stream();
    for (int i = 0; i < 400; i++) {
      stream.get();
    }
    double sum = 0;
    for (Prediction prediction : predictions) {
      double error = prediction.value() - Double.parseDouble(stream.get().label());
      sum += error * error;
    }
    return Math.sqrt(sum / predictions.size());
  }

  @Test
  void sourcesAreFollowedByTheirNames() throws IOException {
    byte[] state = learned(400);
    List<String> other = List.of("west", "south");
    try (RecordLearner before = restored(setup(COLUMNS, SOURCES), state);
        RecordLearner after = restored(setup(COLUMNS, other), state)) {
      assertThat(after.changes())
          .containsExactlyInAnyOrder("source west is new", "source north is gone");
      long south =
          before.learner().buffer.examples().stream()
              .filter(example -> example.cells().envelope().source() == 1)
              .count();
      assertThat(after.learner().buffer.examples())
          .hasSize((int) south)
          .allSatisfy(example -> assertThat(example.cells().envelope().source()).isEqualTo(1));
      answers(after, COLUMNS, 200);
      assertThat(after.learner().counts().learned).isGreaterThan(550);
    }
  }

  /** Of a model of one's own nobody knows where an input's weights lie; sources are no inputs. */
  @Test
  void aModelOfOnesOwnMayChangeItsSourcesButNotItsColumns() throws IOException {
    byte[] state = learned(400);
    ModelFactory own = JavaModelFactory.adam(0.01)::create;
    try (RecordLearner before = restored(setup(COLUMNS, SOURCES).model(own), state);
        RecordLearner after =
            restored(setup(COLUMNS, List.of("south", "west")).model(own), state)) {
      assertThat(after.changes()).contains("source west is new");
      assertThat(after.learner().model.snapshot().parameters())
          .isEqualTo(before.learner().model.snapshot().parameters());
    }
    assertThatThrownBy(() -> restored(setup(COLUMNS.subList(0, 3), SOURCES).model(own), state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("columns have changed");
  }

  /** One of them was the most frequent one: now no repair may propose it, restarted or not. */
  @ParameterizedTest
  @ValueSource(strings = {"spring", "summer", "autumn", "winter"})
  void whatMeansMissingMayChangeTogetherWithTheColumns(String none) throws IOException {
    Column season = COLUMNS.get(3);
    Column now = new Column(season.name(), season.type(), season.size(), List.of(none));
    List<Column> more = List.of(COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(2), now, WIND);
    try (RecordLearner carried = restored(setup(more, SOURCES), learned(400));
        RecordLearner again = restored(setup(more, SOURCES), carried.write())) {
      List<Prediction> expected = answers(carried, more, 100);
      assertThat(Said.bytes(answers(again, more, 100))).isEqualTo(Said.bytes(expected));
      assertThat(expected)
          .flatExtracting(Prediction::receipt)
          .filteredOn(receipt -> receipt.column().equals(season.name()))
          .isNotEmpty()
          .noneMatch(receipt -> none.equals(receipt.usedText()));
    }
  }

  @Test
  void aCarriedStateIsAnOrdinaryOne() throws IOException {
    List<Column> more = List.of(WIND, COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(3));
    LearnerSetup setup = setup(more, SOURCES);
    try (RecordLearner carried = restored(setup, learned(400));
        RecordLearner again = restored(setup, carried.write())) {
      assertThat(again.changes()).isEmpty();
      assertThat(again.write()).isEqualTo(carried.write());
      List<Prediction> expected = answers(carried, more, 100);
      assertThat(Said.bytes(answers(again, more, 100))).isEqualTo(Said.bytes(expected));
    }
  }

  @Test
  void detectorsRepairsAndStepsThatComeAndGoAreReported() throws IOException {
    CleanerConfig fewer =
        new CleanerConfig(List.of("iqr", "zscore", "learned"), List.of("keep", "knn", "mean"), 5);
    LearnerSetup setup = setup(COLUMNS, SOURCES).cleaner(fewer).steps("mixture", "feature-gate");
    try (RecordLearner model = restored(setup, learned(100))) {
      assertThat(model.changes())
          .contains("detector missing is gone", "repair median is gone", "step transform is gone")
          .noneMatch(change -> change.contains("is new"));
    }
  }

  @Test
  void aModelOfAnotherShapeIsRefusedWithBothShapesAndTheChoices() {
    byte[] state = learned(50);
    assertThatThrownBy(() -> restored(setup(COLUMNS, SOURCES).hidden(6, 6), state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hidden [5]")
        .hasMessageContaining("hidden [6, 6]")
        .hasMessageContaining("give it another name, or start without the state");
    assertThatThrownBy(() -> restored(setup(COLUMNS, SOURCES).arms("mixture"), state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("arms [mixture, no-clean, iqr+knn]")
        .hasMessageContaining("arms [mixture]");
  }

  @Test
  void whatWaitsForItsLabelIsNotTaughtToOtherColumns() throws IOException {
    Said said = new Said();
    Record record = stream().get();
    Record bare = new Record(record.envelope(), record.row(), null, null);
    List<Column> other =
        List.of(COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(2), Column.categorical("season", 4));
    try (RecordLearner before = restored(setup(COLUMNS, SOURCES), learned(50));
        RecordLearner narrower = restored(setup(other, SOURCES), learned(50));
        RecordLearner same = restored(setup(COLUMNS, SOURCES), learned(50));
        RecordLearner after =
            restored(setup(List.of(WIND, COLUMNS.get(0)), SOURCES), learned(50))) {
      byte[] waiting = before.waiting(before.accept(bare, said));
      assertThat(same.teach(waiting, "100", said)).isTrue();
      assertThat(after.teach(waiting, "100", said)).isFalse();
      assertThat(narrower.teach(waiting, "100", said)).isFalse();
    }
  }
}
