package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  @Test
  void aYoungKeyReplaysMore() {
    assertThat(Replay.AUTO.steps(0)).isEqualTo(4);
    assertThat(Replay.AUTO.steps(Replay.YOUNG - 1)).isEqualTo(4);
    assertThat(Replay.AUTO.steps(Replay.YOUNG)).isEqualTo(1);
    assertThat(Replay.always(3).steps(Replay.YOUNG)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void everyLearningStepIsFollowedByItsReplaySteps(int steps) {
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).replay(Replay.always(steps)));
    run.feed(10 * 16, new DirtyStream(Task.REGRESSION, 0.1, 1));
    assertThat(run.learner().counts().replaySteps).isEqualTo(10L * steps);
    assertThat(run.learner().model.snapshot().steps()).isEqualTo(10L + 10L * steps);
    assertThat(run.learner().version()).isEqualTo(10);
  }

  @Test
  void itLowersTheErrorOfEveryArm() {
    double[][] errors = new double[2][];
    for (int i = 0; i < 2; i++) {
      LearnerRun run =
          LearnerRun.of(
              LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).replay(Replay.always(4 * i)));
      run.feed(800, new DirtyStream(Task.REGRESSION, 0, 1));
      errors[i] = new double[] {run.metric("mixture", "rmse"), run.metric("no-clean", "rmse")};
    }
    assertThat(errors[1][0]).isLessThan(0.75 * errors[0][0]);
    assertThat(errors[1][1]).isLessThan(0.75 * errors[0][1]);
  }

  @Test
  void theBufferIsARingOfTheLastExamples() {
    Recent recent = new Recent(4);
    for (int i = 0; i < 10; i++) {
      recent.add(new Example(null, i, LabelUnits.NONE, new float[0]));
      assertThat(recent.latest(1, example -> true).get(0).label()).isEqualTo(i);
    }
    assertThat(recent.examples())
        .extracting(Example::label)
        .containsExactlyInAnyOrder(6.0, 7.0, 8.0, 9.0);
    assertThat(recent.latest(2, example -> example.label() % 2 == 0))
        .extracting(Example::label)
        .containsExactly(8.0, 6.0);
    assertThat(recent.draw(100, new SeededRandom(1)))
        .extracting(Example::label)
        .containsOnly(6.0, 7.0, 8.0, 9.0);
    Recent none = new Recent(0);
    none.add(new Example(null, 1, LabelUnits.NONE, new float[0]));
    assertThat(none.isEmpty()).isTrue();
  }

  @Test
  void aFullRingGoesOnInALargerOneInTheOrderOfArrival() throws IOException {
    LearnerRun small = LearnerRun.of(batchesOf(8));
    small.feed(1000, new DirtyStream(Task.REGRESSION, 0.1, 1));
    LearnerRun large = LearnerRun.of(batchesOf(12));
    large.restore(CleanerState.write(small.cleaner()), small.state());
    Recent before = small.learner().buffer;
    Recent after = large.learner().buffer;
    int n = before.examples().size();
    assertThat(before.isFull()).isTrue();
    assertThat(after.isFull()).isFalse();
    assertThat(labels(after, n)).isEqualTo(labels(before, n));
    large.feed(12, new DirtyStream(Task.REGRESSION, 0, 2));
    assertThat(labels(after, n + 12).subList(12, n + 12)).isEqualTo(labels(before, n));
  }

  @Test
  void aSmallerBatchThanBeforeIsRefusedWithItsName() {
    LearnerRun large = LearnerRun.of(batchesOf(12));
    large.feed(1000, new DirtyStream(Task.REGRESSION, 0.1, 1));
    LearnerRun small = LearnerRun.of(batchesOf(8));
    assertThatThrownBy(() -> small.restore(CleanerState.write(large.cleaner()), large.state()))
        .hasMessageContaining("learn.batch");
  }

  private static LearnerSetup batchesOf(int records) {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).batch(records);
  }

  private static List<Double> labels(Recent recent, int n) {
    return recent.latest(n, example -> true).stream().map(Example::label).toList();
  }
}
