package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.record.Task;
import io.diffluent.core.repair.Repairs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same configuration, seed and records give the same bits, whatever happens in between. */
class LearnerDeterminismTest {

  private static LearnerSetup setup(Task task) {
    return LearnerSetup.of(DirtyStream.schema(task, List.of("north", "south")))
        .arms("mixture", "no-clean", "iqr+knn", "oracle")
        .hidden(5)
        .trusted(0);
  }

  private static DirtyStream stream(Task task) {
    return new DirtyStream(task, 0.1, 42).sources(2, 1).unlabelled(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void scoringGroupsDoNotChangeWhatIsLearnedOrSaid(Task task) {
    LearnerRun one = LearnerRun.of(setup(task).scoreBatch(1)).feed(500, stream(task));
    byte[] expected = one.state();
    for (int group : new int[] {7, 32}) {
      LearnerRun grouped = LearnerRun.of(setup(task).scoreBatch(group)).feed(500, stream(task));
      assertThat(grouped.state()).as("groups of %d", group).isEqualTo(expected);
      assertThat(grouped.predictions).hasSameSizeAs(one.predictions);
      for (int i = 0; i < one.predictions.size(); i++) {
        Prediction said = grouped.predictions.get(i);
        // As objects: a classifier that knows no class yet says NaN.
        assertThat((Double) said.value()).isEqualTo((Double) one.predictions.get(i).value());
        assertThat(said.classes()).isEqualTo(one.predictions.get(i).classes());
        assertThat(said.version()).isEqualTo(one.predictions.get(i).version());
        assertThat(said.receipt()).isEqualTo(one.predictions.get(i).receipt());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestartAfterEveryRecordChangesNothing(Task task) {
    LearnerRun calm = LearnerRun.of(setup(task)).feed(500, stream(task));
    LearnerRun restless = LearnerRun.of(setup(task));
    DirtyStream stream = stream(task);
    for (int i = 0; i < 500; i++) {
      restless.feed(stream.get());
      restless.restart();
    }
    assertThat(restless.state()).isEqualTo(calm.state());
    assertThat(CleanerState.write(restless.cleaner()))
        .isEqualTo(CleanerState.write(calm.cleaner()));
    assertThat(restless.last().value()).isEqualTo(calm.last().value());
  }

  /** Some detectors fit models that are no state. */
  @Test
  void aRestartChangesNothingForTheWholeCatalogue() {
    CleanerConfig whole = new CleanerConfig(Detectors.names(), Repairs.names(), 5);
    LearnerRun calm =
        LearnerRun.of(setup(Task.REGRESSION).cleaner(whole)).feed(300, stream(Task.REGRESSION));
    LearnerRun restless = LearnerRun.of(setup(Task.REGRESSION).cleaner(whole));
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 300; i++) {
      restless.feed(stream.get());
      if (i % 7 == 0) {
        restless.restart();
      }
    }
    assertThat(restless.state()).isEqualTo(calm.state());
    assertThat(restless.last().value()).isEqualTo(calm.last().value());
    assertThat(calm.weight("detectors", "dboost-gaussian")).isPositive();
  }

  @Test
  void twoInterleavedLearnersAreOneAfterTheOther() {
    LearnerConfig config = setup(Task.REGRESSION).config();
    LearnerRun first = new LearnerRun(config, "a");
    LearnerRun second = new LearnerRun(config, "b");
    DirtyStream one = stream(Task.REGRESSION);
    DirtyStream other = stream(Task.REGRESSION);
    for (int i = 0; i < 300; i++) {
      first.feed(one.get());
      second.feed(other.get());
    }
    byte[] alone = new LearnerRun(config, "a").feed(300, stream(Task.REGRESSION)).state();
    assertThat(first.state()).isEqualTo(alone);
    assertThat(second.state())
        .isEqualTo(new LearnerRun(config, "b").feed(300, stream(Task.REGRESSION)).state())
        .isNotEqualTo(alone);
  }

  @Test
  void anotherSeedGivesOtherBits() {
    byte[] seven = LearnerRun.of(setup(Task.BINARY)).feed(100, stream(Task.BINARY)).state();
    assertThat(LearnerRun.of(setup(Task.BINARY).seed(8)).feed(100, stream(Task.BINARY)).state())
        .isNotEqualTo(seven);
  }

  @Test
  void whatWaitsToBeScoredMustBeScoredBeforeTheStateIsWritten() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION)).feed(3, stream(Task.REGRESSION));
    assertThat(run.learner().hasUnscored()).isTrue();
    assertThatThrownBy(() -> LearnerCodec.write(run.learner()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("score");
  }

  @Test
  void theStateOfOtherArmsOrAnotherModelIsRefusedByName() {
    byte[] bytes = LearnerRun.of(setup(Task.REGRESSION)).feed(40, stream(Task.REGRESSION)).state();
    LearnerConfig fewer = setup(Task.REGRESSION).arms("mixture", "no-clean").config();
    assertThatThrownBy(() -> LearnerCodec.read(fewer, "key", bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 arms");
    LearnerConfig other =
        setup(Task.REGRESSION).arms("mixture", "no-clean", "iqr+mean", "oracle").config();
    assertThatThrownBy(() -> LearnerCodec.read(other, "key", bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("iqr+knn")
        .hasMessageContaining("iqr+mean");
    LearnerConfig wider = setup(Task.REGRESSION).hidden(6).config();
    assertThatThrownBy(() -> LearnerCodec.read(wider, "key", bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shape");
  }

  /** Detectors, repairs and steps may come and go between two savepoints. */
  @Test
  void learningGoesOnWithOtherDetectorsRepairsAndSteps() throws IOException {
    CleanerConfig few = new CleanerConfig(List.of("iqr", "missing"), List.of("knn", "mean"), 5);
    CleanerConfig many =
        new CleanerConfig(List.of("zscore", "missing", "iqr"), List.of("keep", "mean", "knn"), 5);
    for (CleanerConfig[] change : new CleanerConfig[][] {{few, many}, {many, few}}) {
      LearnerSetup before =
          LearnerSetup.of(DirtyStream.schema(Task.REGRESSION))
              .cleaner(change[0])
              .steps("mixture", "feature-gate")
              .arms("mixture", "iqr+knn");
      LearnerSetup after =
          LearnerSetup.of(DirtyStream.schema(Task.REGRESSION))
              .cleaner(change[1])
              .steps("learned-fill", "transform", "mixture", "feature-gate")
              .arms("mixture", "iqr+knn");
      LearnerRun old = LearnerRun.of(before).feed(201, new DirtyStream(Task.REGRESSION, 0.2, 1));
      double knn = old.weight("repairs", "knn");
      double mean = old.weight("repairs", "mean");
      LearnerRun grown = LearnerRun.of(after);
      grown.restore(CleanerState.write(old.cleaner()), old.state());
      assertThat(grown.weight("repairs", "knn") / grown.weight("repairs", "mean"))
          .isCloseTo(knn / mean, within(1e-9));
      assertThat(grown.learner().open.examples()).hasSize(201 % 16);
      grown.feed(400, new DirtyStream(Task.REGRESSION, 0.2, 2));
      assertThat(grown.learner().counts().skippedBatches).isZero();
      assertThat(grown.learner().arms.get(0).parameters.isFinite()).isTrue();
    }
  }
}
