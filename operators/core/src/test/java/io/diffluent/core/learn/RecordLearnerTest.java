package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.Fields;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One key's cleaner and learner as one thing: what it says, and what of it is kept. */
class RecordLearnerTest {

  private static LearnerSetup setup(Task task) {
    return LearnerSetup.of(DirtyStream.schema(task, List.of("north", "south")))
        .arms("mixture", "no-clean", "iqr+knn")
        .hidden(4)
        .lags(1)
        .pruning(0.5)
        .trusted(0);
  }

  private static DirtyStream stream(Task task) {
    return new DirtyStream(task, 0.2, 11).sources(2, 1).unlabelled(0.1);
  }

  private static RecordLearner fresh(LearnerConfig config) {
    return RecordLearner.fresh(config, MatrixVector.JAVA, "key");
  }

  private static byte[] state(RecordLearner model, Learner.Output out) {
    model.learner().score(out);
    return model.write();
  }

  @ParameterizedTest
  @EnumSource
  void aRestartAfterEveryRecordChangesNothing(Task task) throws IOException {
    LearnerConfig config = setup(task).config();
    Said calm = new Said();
    Said restless = new Said();
    RecordLearner undisturbed = fresh(config);
    RecordLearner restarted = fresh(config);
    DirtyStream stream = stream(task);
    for (int i = 0; i < 400; i++) {
      Record record = stream.get();
      undisturbed.accept(record, calm);
      restarted.accept(record, restless);
      byte[] bytes = state(restarted, restless);
      restarted.close();
      restarted = RecordLearner.read(config, MatrixVector.JAVA, "key", bytes);
      assertThat(restarted.write()).isEqualTo(bytes);
    }
    assertThat(state(restarted, restless)).isEqualTo(state(undisturbed, calm));
    assertThat(Said.bytes(restless.predictions)).isEqualTo(Said.bytes(calm.predictions));
    assertThat(restless.telemetry).isNotEmpty().isEqualTo(calm.telemetry);
    assertThat(restarted.learner().version()).isGreaterThan(20);
  }

  /** Where -200 and "none known" stand for a missing value, and a sixth of the cells says so. */
  @Test
  void whatMeansMissingStillDoesAfterARestart() throws IOException {
    Schema plain = DirtyStream.schema(Task.REGRESSION, List.of("north", "south"));
    List<Column> columns =
        List.of(
            new Column("temperature", ColumnType.NUMERIC, 1, List.of("-200")),
            plain.columns().get(1),
            plain.columns().get(2),
            new Column("season", ColumnType.CATEGORICAL, 6, List.of("none known")));
    LearnerConfig config =
        LearnerSetup.of(new Schema(columns, plain.label(), plain.sources()))
            .arms("mixture", "no-clean", "iqr+knn")
            .hidden(4)
            .config();
    Said calm = new Said();
    Said restless = new Said();
    RecordLearner undisturbed = fresh(config);
    RecordLearner restarted = fresh(config);
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 300; i++) {
      Record record = stream.get();
      if (i % 6 == 5) {
        double[] numbers = record.row().numbers().clone();
        String[] texts = record.row().texts().clone();
        numbers[0] = -200;
        texts[0] = null;
        texts[3] = "none known";
        Row row = new Row(numbers, texts);
        record = new Record(record.envelope(), row, record.label(), record.clean());
      }
      undisturbed.accept(record, calm);
      restarted.accept(record, restless);
      if (i % 50 == 49) {
        byte[] bytes = state(restarted, restless);
        undisturbed.learner().score(calm);
        restarted.close();
        restarted = RecordLearner.read(config, MatrixVector.JAVA, "key", bytes);
      }
    }
    assertThat(state(restarted, restless)).isEqualTo(state(undisturbed, calm));
    assertThat(Said.bytes(restless.predictions)).isEqualTo(Said.bytes(calm.predictions));
  }

  @Test
  void keysShareNoSeed() {
    LearnerConfig config = setup(Task.REGRESSION).config();
    RecordLearner one = fresh(config);
    RecordLearner other = RecordLearner.fresh(config, MatrixVector.JAVA, "other");
    Said said = new Said();
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 300; i++) {
      Record record = stream.get();
      one.accept(record, said);
      other.accept(record, said);
    }
    List<byte[]> first = parts(state(one, said));
    List<byte[]> second = parts(state(other, said));
    assertThat(first.get(0)).isNotEqualTo(second.get(0));
    assertThat(first.get(1)).isNotEqualTo(second.get(1));
  }

  /** The two frames in a model's state. */
  static List<byte[]> parts(byte[] state) {
    byte[][] parts = new byte[2][];
    try {
      StateBytes.read(
          "model",
          RecordLearner.VERSION,
          state,
          (in, version) -> {
            StateLayout.read(in);
            for (int p = 0; p < 2; p++) {
              parts[p] = new byte[in.readInt()];
              in.readFully(parts[p]);
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return List.of(parts);
  }

  private static byte[] frame(byte[]... parts) {
    return StateBytes.write(
        "model",
        RecordLearner.VERSION,
        out -> {
          StateLayout.of(setup(Task.REGRESSION).config()).write(out);
          for (byte[] part : parts) {
            out.writeInt(part.length);
            out.write(part);
          }
        });
  }

  private static byte[] learned() {
    RecordLearner model = fresh(setup(Task.REGRESSION).config());
    Said said = new Said();
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 100; i++) {
      model.accept(stream.get(), said);
    }
    return state(model, said);
  }

  private static void assertRefused(byte[] bytes, String... words) {
    LearnerConfig config = setup(Task.REGRESSION).config();
    Throwable refusal =
        catchThrowable(() -> RecordLearner.read(config, MatrixVector.JAVA, "key", bytes));
    assertThat(refusal).isInstanceOf(IOException.class);
    for (String word : words) {
      assertThat(refusal).hasMessageContaining(word);
    }
  }

  @Test
  void truncatedBytesAreRefused() {
    byte[] bytes = learned();
    for (int length = 0; length < bytes.length; length += 1 + length / 9) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
    assertRefused(Arrays.copyOf(bytes, bytes.length - 1), "model state is damaged");
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "model state is damaged");
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = learned();
    for (int at = 4; at < bytes.length; at += 1 + at / 9) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      assertRefused(damaged, "model state is damaged");
    }
  }

  @Test
  void damageInsideIsRefusedByThePartItIsIn() {
    List<byte[]> parts = parts(learned());
    byte[] statistics = parts.get(0).clone();
    statistics[statistics.length / 2] ^= 1;
    byte[] learner = parts.get(1).clone();
    learner[learner.length / 2] ^= 1;
    assertRefused(frame(statistics, parts.get(1)), "statistics state is damaged");
    assertRefused(frame(parts.get(0), learner), "learner state is damaged");
    assertRefused(frame(parts.get(1), parts.get(0)), "'learner'", "'statistics'");
    assertRefused(frame(parts.get(0), parts.get(1), new byte[3]), "bytes too many");
    assertRefused(frame(parts.get(0)));
    assertRefused(parts.get(1), "'learner'", "'model'");
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] absurd = StateBytes.write("model", 1, out -> out.writeInt(length));
      assertRefused(absurd, Integer.toString(length));
    }
    assertRefused(StateBytes.write("model", 3, out -> {}), "version 3");
  }

  @Test
  void theStateOfOtherColumnsIsRefused() {
    LearnerConfig other =
        LearnerSetup.of(
                new Schema(
                    List.of(Column.numeric("height")),
                    DirtyStream.schema(Task.REGRESSION).label(),
                    List.of("north", "south")))
            .config();
    byte[] bytes = learned();
    assertThatThrownBy(() -> RecordLearner.read(other, MatrixVector.JAVA, "key", bytes))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatWaitsToBeScoredMustBeScoredBeforeTheStateIsWritten() {
    RecordLearner model = fresh(setup(Task.REGRESSION).config());
    model.accept(stream(Task.REGRESSION).get(), new Said());
    assertThatThrownBy(model::write).isInstanceOf(IllegalStateException.class);
  }

  /** What waited in a state from before answers were bounded, byte by byte as it was written. */
  @Test
  void whatWaitsForItsLabelIsReadFromItsFirstVersionToo() throws IOException {
    LearnerConfig config = setup(Task.REGRESSION).config();
    Said said = new Said();
    try (RecordLearner one = fresh(config);
        RecordLearner other = fresh(config)) {
      DirtyStream stream = stream(Task.REGRESSION);
      for (int i = 0; i < 100; i++) {
        Record record = stream.get();
        one.accept(record, said);
        other.accept(record, said);
      }
      Record record = stream.get();
      Record bare = new Record(record.envelope(), record.row(), null, null);
      Example scored = one.accept(bare, said);
      other.accept(bare, said);
      assertThat(scored.units().high()).isFinite();
      byte[] first =
          StateBytes.write(
              "waiting",
              1,
              out -> {
                out.writeInt(StateLayout.cells(config.schema()));
                Translation.write(config.cleaner(), out);
                CellsCodec.INSTANCE.write(scored.cells().forLearning(), out);
                out.writeDouble(scored.label());
                out.writeDouble(scored.units().mean());
                out.writeDouble(scored.units().deviation());
                Fields.write(scored.lags(), out);
              });
      assertThat(one.teach(one.waiting(scored), "100", said)).isTrue();
      assertThat(other.teach(first, "100", said)).isTrue();
      Example now = last(one);
      Example before = last(other);
      assertThat(before.units())
          .isEqualTo(LabelUnits.unbounded(now.units().mean(), now.units().deviation()));
      assertThat(before.label()).isEqualTo(now.label()).isEqualTo(100);
      assertThat(before.lags()).isEqualTo(now.lags());
    }
  }

  private static Example last(RecordLearner model) {
    List<Example> open = model.learner().open.examples();
    return open.get(open.size() - 1);
  }
}
