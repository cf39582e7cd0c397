package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The paper's own way beside ours: model and weights on alternating batches. */
class PaperArmTest {

  private static final int BATCH = 16;
  private static final int PAPER = 1;

  private static LearnerSetup setup(Task task) {
    return LearnerSetup.of(DirtyStream.schema(task, List.of("north", "south")))
        .arms("mixture", "paper", "no-clean")
        .hidden(4)
        .batch(BATCH)
        .replay(Replay.always(2))
        .scoreBatch(1);
  }

  private static DirtyStream stream(Task task) {
    return new DirtyStream(task, 0.2, 21).sources(2, 1);
  }

  /** Parameters and moments of one arm's model, and the weights of its steps by name. */
  private record Known(float[] model, List<float[]> moments, List<double[]> weights) {

    static Known of(Learner learner, int arm) {
      int arms = learner.arms.size();
      List<float[]> moments = new ArrayList<>();
      for (float[] moment : learner.model.snapshot().moments()) {
        moments.add(part(moment, arm, arms));
      }
      List<double[]> weights = new ArrayList<>();
      for (ParameterGroup group : learner.arms.get(arm).groups) {
        weights.add(learner.arms.get(arm).parameters.get(group.name()).clone());
      }
      return new Known(part(learner.model.snapshot().parameters(), arm, arms), moments, weights);
    }

    private static float[] part(float[] all, int arm, int arms) {
      int size = all.length / arms;
      return Arrays.copyOfRange(all, arm * size, (arm + 1) * size);
    }
  }

  @ParameterizedTest
  @EnumSource
  void modelAndWeightsLearnInTurn(Task task) {
    LearnerRun run = LearnerRun.of(setup(task));
    DirtyStream stream = stream(task);
    List<ParameterGroup> groups = run.learner().arms.get(PAPER).groups;
    boolean[] moved = new boolean[groups.size()];
    for (int version = 0; version < 30; version++) {
      assertThat(run.learner().version()).isEqualTo(version);
      Known before = Known.of(run.learner(), PAPER);
      Known mixture = Known.of(run.learner(), 0);
      run.feed(BATCH, stream);
      Known after = Known.of(run.learner(), PAPER);
      assertThat(Known.of(run.learner(), 0).model()).isNotEqualTo(mixture.model());
      if (version % 2 == 0) {
        assertThat(after.model()).as("model at %d", version).isNotEqualTo(before.model());
      } else {
        assertThat(after.model()).as("model at %d", version).isEqualTo(before.model());
        assertThat(after.moments()).usingRecursiveComparison().isEqualTo(before.moments());
      }
      for (int g = 0; g < groups.size(); g++) {
        boolean same = Arrays.equals(after.weights().get(g), before.weights().get(g));
        if (version % 2 == 0) {
          assertThat(same).as("%s at %d", groups.get(g).name(), version).isTrue();
        }
        moved[g] |= !same;
      }
    }
    assertThat(moved).as("weights that have learned: %s", groups).doesNotContain(false);
  }

  @Test
  void itHasThePapersOwnStepsAndNoOthers() {
    assertThat(LearningRule.PAPER.steps(Steps.names()))
        .containsExactly("plain-cut", "plain-mixture", "plain-gate", "plain-source-weights");
    assertThat(LearningRule.NATURAL.steps(Steps.names())).isEqualTo(Steps.names());
  }

  @ParameterizedTest
  @EnumSource
  void aRestartAfterEveryRecordChangesNothing(Task task) {
    LearnerRun calm = LearnerRun.of(setup(task)).feed(400, stream(task));
    LearnerRun restless = LearnerRun.of(setup(task));
    DirtyStream stream = stream(task);
    for (int i = 0; i < 400; i++) {
      restless.feed(stream.get());
      restless.restart();
    }
    assertThat(restless.state()).isEqualTo(calm.state());
    assertThat(restless.outcomes).hasSameSizeAs(calm.outcomes);
    for (int i = 0; i < calm.outcomes.size(); i++) {
      assertThat(restless.outcomes.get(i).outputs()).isDeepEqualTo(calm.outcomes.get(i).outputs());
    }
  }

  @ParameterizedTest
  @EnumSource
  void absurdCellsAndLabelsNeverGetIn(Task task) {
    LearnerRun run = LearnerRun.of(setup(task));
    DirtyStream stream = stream(task);
    SeededRandom random = new SeededRandom(4);
    for (int i = 0; i < 800; i++) {
      Record record = stream.get();
      run.feed(random.nextInt(4) == 0 ? absurd(record, random) : record);
      assertThat(run.learner().arms.get(PAPER).parameters.isFinite()).isTrue();
    }
    run.finish();
    for (float number : Known.of(run.learner(), PAPER).model()) {
      assertThat(number).isFinite();
    }
    assertThat(run.outcomes).isNotEmpty();
    run.outcomes.forEach(
        outcome -> {
          for (float number : outcome.outputs()[PAPER]) {
            assertThat(number).isFinite();
          }
        });
    assertThat(run.report().arms())
        .allSatisfy(arm -> assertThat(arm.all()).allMatch(named -> Double.isFinite(named.value())));
  }

  private static Record absurd(Record record, SeededRandom random) {
    Object[] numbers = {null, 1e308, -1e38, new Rows.Unparsed("1e999", Double.NaN), -0.0};
    Row row =
        Rows.of(
            numbers[random.nextInt(numbers.length)],
            numbers[random.nextInt(numbers.length)],
            numbers[random.nextInt(numbers.length)],
            "x".repeat(100));
    String[] labels = {record.label(), "NaN", "1e38", "Infinity", null};
    String label = labels[random.nextInt(labels.length)];
    return new Record(record.envelope(), row, label, record.clean());
  }

  @Test
  void itLearnsSomething() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION));
    run.feed(4000, new DirtyStream(Task.REGRESSION, 0.2, 21));
    // The label's standard deviation is about 60.
    assertThat(run.metric("paper", "rmse")).isLessThan(50);
  }
}
