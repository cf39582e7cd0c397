package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a learner learns depends on its records alone: not on checkpoints, evictions or restores.
 */
class LearnOperatorTest {

  private static final LearnerConfig CONFIG = Examples.config();
  private static List<Cells> threeKeys;
  private static List<Cells> fiveKeys;

  @BeforeAll
  static void clean() throws Exception {
    threeKeys = Bench.cells(CONFIG, Examples.records(500, 3));
    fiveKeys = Bench.cells(CONFIG, Examples.records(300, 5));
  }

  @Test
  void restoreAfterEveryRecordChangesNothing() throws Exception {
    List<Prediction> predictions = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Telemetry> telemetry = new ArrayList<>();
    OperatorSubtaskState state = null;
    Map<String, String> states = Map.of();
    for (Cells cells : threeKeys) {
      try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, state)) {
        bench.process(List.of(cells));
        state = bench.snapshot();
        predictions.addAll(bench.output());
        outcomes.addAll(bench.outcomes());
        telemetry.addAll(bench.telemetry());
        states = bench.states();
      }
    }
    try (Bench<Cells, Prediction> undisturbed = Bench.learn(CONFIG, Place.ONLY, null)) {
      undisturbed.process(threeKeys);
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
    try (Bench<Cells, Prediction> few = Bench.learn(Examples.config(2), Place.ONLY, null);
        Bench<Cells, Prediction> many = Bench.learn(Examples.config(64), Place.ONLY, null)) {
      few.process(fiveKeys);
      many.process(fiveKeys);
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
    try (Bench<Cells, Prediction> few = Bench.learn(Examples.config(2), Place.ONLY, null);
        Bench<Cells, Prediction> many = Bench.learn(Examples.config(64), Place.ONLY, null)) {
      finish(few, fiveKeys);
      finish(many, fiveKeys);
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
    try (Bench<Cells, Prediction> before = Bench.learn(CONFIG, Place.ONLY, null)) {
      before.process(fiveKeys);
      state = before.snapshot();
      predictions.addAll(before.output());
      outcomes.addAll(before.outcomes());
      telemetry.addAll(before.telemetry());
    }
    try (Bench<Cells, Prediction> after = Bench.learn(CONFIG, Place.ONLY, state);
        Bench<Cells, Prediction> undisturbed = Bench.learn(CONFIG, Place.ONLY, null)) {
      finish(after, List.of());
      finish(undisturbed, fiveKeys);
      outcomes.addAll(after.outcomes());
      telemetry.addAll(after.telemetry());
      assertThat(after.output()).isEmpty();
      assertSameAnswers(predictions, undisturbed.output());
      assertThat(texts(outcomes)).isEqualTo(texts(undisturbed.outcomes()));
      assertThat(telemetry).containsExactlyInAnyOrderElementsOf(undisturbed.telemetry());
      assertThat(after.states()).isEqualTo(undisturbed.states());
    }
  }

  private static void finish(Bench<Cells, Prediction> bench, List<Cells> cells) throws Exception {
    bench.process(cells);
    bench.harness().endInput();
    bench.snapshot();
  }

  @Test
  void everyLabelledRecordIsLearnedByTheEndOfInput() throws Exception {
    try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, null)) {
      finish(bench, threeKeys);
      assertThat(bench.output()).hasSize(500);
      assertThat(bench.outcomes())
          .hasSize((int) threeKeys.stream().filter(LearnOperatorTest::isReadable).count());
    }
  }

  private static boolean isReadable(Cells cells) {
    return cells.isLabelled() && !cells.label().equals("plenty");
  }

  @Test
  void damagedLearnerIsNamedAndRefused() throws Exception {
    OperatorSubtaskState state;
    try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, null)) {
      bench.process(fiveKeys);
      bench.snapshot();
      bench.damage("key-3");
      state = bench.snapshot();
    }
    try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(fiveKeys))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("learner state is damaged");
    }
  }

  @Test
  void learnerOfAnotherPipelineIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, null)) {
      bench.process(fiveKeys);
      bench.snapshot();
      bench.overwrite("key-1", new byte[64]);
      state = bench.snapshot();
    }
    try (Bench<Cells, Prediction> bench = Bench.learn(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(fiveKeys))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a state of Diffluent");
    }
  }
}
