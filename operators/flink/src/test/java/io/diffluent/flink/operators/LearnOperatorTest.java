package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.engine.DeviceChoice;
import io.diffluent.engine.DeviceModelFactory;
import io.diffluent.engine.EngineUnavailableException;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * How a key's records are cleaned and what is learned from them depends on these records alone: not
 * on checkpoints, evictions or restores.
 */
class LearnOperatorTest {

  private static final LearnerConfig CONFIG = Examples.config();
  private static final List<Record> THREE_KEYS = Examples.records(500, 3);
  private static final List<Record> FIVE_KEYS = Examples.records(300, 5);

  @Test
  void restoreAfterEveryRecordChangesNothing() throws Exception {
    List<Prediction> predictions = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Telemetry> telemetry = new ArrayList<>();
    OperatorSubtaskState state = null;
    Map<String, String> states = Map.of();
    for (Record record : THREE_KEYS) {
      try (Bench bench = Bench.open(CONFIG, Place.ONLY, state)) {
        bench.process(List.of(record));
        state = bench.snapshot();
        predictions.addAll(bench.output());
        outcomes.addAll(bench.outcomes());
        telemetry.addAll(bench.telemetry());
        states = bench.states();
      }
    }
    try (Bench undisturbed = Bench.open(CONFIG, Place.ONLY, null)) {
      undisturbed.process(THREE_KEYS);
      undisturbed.snapshot();
      assertThat(predictions).hasSize(500);
      assertSameAnswers(predictions, undisturbed.output());
      assertThat(texts(outcomes)).isNotEmpty().isEqualTo(texts(undisturbed.outcomes()));
      assertThat(telemetry).isNotEmpty().isEqualTo(undisturbed.telemetry());
      assertThat(states).hasSize(3).isEqualTo(undisturbed.states());
    }
  }

  @Test
  void evictedLearnersComeBackAsTheyWere() throws Exception {
    try (Bench few = Bench.open(Examples.config(2), Place.ONLY, null);
        Bench many = Bench.open(Examples.config(64), Place.ONLY, null)) {
      few.process(FIVE_KEYS);
      many.process(FIVE_KEYS);
      few.snapshot();
      many.snapshot();
      assertSameAnswers(few.output(), many.output());
      assertThat(texts(few.outcomes())).isNotEmpty().isEqualTo(texts(many.outcomes()));
      assertThat(few.telemetry()).isEqualTo(many.telemetry());
      assertThat(few.states()).hasSize(5).isEqualTo(many.states());
    }
  }

  @Test
  void endOfInputFinishesEvictedLearnersToo() throws Exception {
    try (Bench few = Bench.open(Examples.config(2), Place.ONLY, null);
        Bench many = Bench.open(Examples.config(64), Place.ONLY, null)) {
      finish(few, FIVE_KEYS);
      finish(many, FIVE_KEYS);
      assertSameAnswers(few.output(), many.output());
      assertThat(texts(few.outcomes())).isEqualTo(texts(many.outcomes()));
      assertThat(few.telemetry()).containsExactlyInAnyOrderElementsOf(many.telemetry());
      assertThat(few.states()).isEqualTo(many.states());
    }
  }

  @Test
  void endOfInputFinishesLearnersThatNoRecordHasWokenSinceTheRestore() throws Exception {
    List<Prediction> predictions = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Telemetry> telemetry = new ArrayList<>();
    OperatorSubtaskState state;
    try (Bench before = Bench.open(CONFIG, Place.ONLY, null)) {
      before.process(FIVE_KEYS);
      state = before.snapshot();
      predictions.addAll(before.output());
      outcomes.addAll(before.outcomes());
      telemetry.addAll(before.telemetry());
    }
    try (Bench after = Bench.open(CONFIG, Place.ONLY, state);
        Bench undisturbed = Bench.open(CONFIG, Place.ONLY, null)) {
      finish(after, List.of());
      finish(undisturbed, FIVE_KEYS);
      outcomes.addAll(after.outcomes());
      telemetry.addAll(after.telemetry());
      assertThat(after.output()).isEmpty();
      assertSameAnswers(predictions, undisturbed.output());
      assertThat(texts(outcomes)).isEqualTo(texts(undisturbed.outcomes()));
      assertThat(telemetry).containsExactlyInAnyOrderElementsOf(undisturbed.telemetry());
      assertThat(after.states()).isEqualTo(undisturbed.states());
    }
  }

  private static void finish(Bench bench, List<Record> records) throws Exception {
    bench.process(records);
    bench.harness().endInput();
    bench.snapshot();
  }

  @Test
  void everyLabelledRecordIsLearnedByTheEndOfInput() throws Exception {
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      finish(bench, THREE_KEYS);
      assertThat(bench.output()).hasSize(500);
      assertThat(bench.outcomes())
          .hasSize((int) THREE_KEYS.stream().filter(LearnOperatorTest::isReadable).count());
    }
  }

  private static boolean isReadable(Record record) {
    return record.label() != null && !record.label().equals("plenty");
  }

  @Test
  void aMissingGpuIsKnownBeforeTheFirstRecord() {
    DeviceModelFactory models = (DeviceModelFactory) CONFIG.model();
    LearnerConfig config = CONFIG.withModel(models.on(DeviceChoice.GPU.withGpu(99)));
    assertThatThrownBy(() -> Bench.open(config, Place.ONLY, null))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContainingAll("GPU 99 was asked for", "libcudart.so");
  }

  @Test
  void damagedStateIsRefusedWithItsKey() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      bench.process(FIVE_KEYS);
      bench.snapshot();
      bench.damage("key-3");
      state = bench.snapshot();
    }
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(FIVE_KEYS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("state of model key 'key-3'")
          .hasMessageContaining("model state is damaged");
    }
  }

  @Test
  void learnerOfAnotherPipelineIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      bench.process(FIVE_KEYS);
      bench.snapshot();
      bench.overwrite("key-1", new byte[64]);
      state = bench.snapshot();
    }
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(FIVE_KEYS))
          .isInstanceOf(IOException.class)
          .hasMessage("state of model key 'key-1': not a state of Diffluent");
    }
  }

  @Test
  void damagedStateIsRefusedWithItsKeyAtTheEndOfInputToo() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      bench.process(FIVE_KEYS);
      bench.snapshot();
      bench.damage("key-3");
      state = bench.snapshot();
    }
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.harness().endInput())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("state of model key 'key-3'")
          .hasMessageContaining("model state is damaged");
    }
  }

  @Test
  void stateGoesOnWhenAColumnIsGone() throws Exception {
    OperatorSubtaskState state;
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      bench.process(Examples.records(200, 1));
      state = bench.snapshot();
    }
    LearnerConfig fewer = Examples.config(64, List.of(Column.numeric("height")));
    try (Bench bench = Bench.open(fewer, Place.ONLY, state)) {
      Record record = Examples.record(200, 1);
      Row height =
          new Row(new double[] {record.row().numbers()[0]}, new String[] {record.row().texts()[0]});
      bench.process(List.of(new Record(record.envelope(), height, record.label(), null)));
      bench.snapshot();
      assertThat(bench.output())
          .singleElement()
          .satisfies(prediction -> assertThat(prediction.version()).isGreaterThan(8));
    }
  }

  @Test
  void snapshotWithoutAnyRecordIsEmpty() throws Exception {
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      bench.snapshot();
      assertThat(bench.states()).isEmpty();
    }
  }

  @Test
  void learnsWhereNoColumnIsNumeric() throws Exception {
    LearnerConfig words = Examples.config(64, List.of(Column.categorical("season", 6)));
    List<Record> records = new ArrayList<>();
    for (Record record : Examples.records(100, 1)) {
      Row season = new Row(new double[] {Double.NaN}, new String[] {record.row().texts()[2]});
      records.add(new Record(record.envelope(), season, record.label(), null));
    }
    try (Bench bench = Bench.open(words, Place.ONLY, null)) {
      finish(bench, records);
      assertThat(bench.output()).hasSize(100);
      assertThat(bench.outcomes())
          .hasSize((int) records.stream().filter(LearnOperatorTest::isReadable).count());
    }
  }
}
