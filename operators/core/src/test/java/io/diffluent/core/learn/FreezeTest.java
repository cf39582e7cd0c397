package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Batches that cannot be learned from are skipped; many of them in a row stop learning for a while.
 */
class FreezeTest {

  private static final int BATCH = 8;

  private final AtomicBoolean poison = new AtomicBoolean();

  private LearnerSetup setup(Task task) {
    return LearnerSetup.of(DirtyStream.schema(task))
        .arms("mixture", "no-clean")
        .batch(BATCH)
        .model(new PoisonedModel.Factory(poison));
  }

  private void batch(LearnerRun run, DirtyStream stream, boolean poisoned) {
    long before = run.learner().version();
    poison.set(poisoned);
    while (run.learner().version() == before) {
      run.feed(stream.get());
    }
    run.learner().score(run);
    poison.set(false);
  }

  private void batches(LearnerRun run, DirtyStream stream, int sane) {
    for (int b = 0; b < sane; b++) {
      batch(run, stream, false);
    }
  }

  /** One batch in a hundred, and runs of a hundred of them. */
  @ParameterizedTest
  @EnumSource
  void nothingThatIsNotFiniteGetsInOrOut(Task task) {
    LearnerRun run = LearnerRun.of(setup(task));
    DirtyStream stream = new DirtyStream(task, 0.1, 5);
    SeededRandom random = new SeededRandom(5);
    int bad = 0;
    for (int b = 0; b < 1_000; b++) {
      boolean isBad = b >= 300 && b < 400 || b >= 700 && b < 800 || random.nextInt(100) == 0;
      bad += isBad ? 1 : 0;
      batch(run, stream, isBad);
    }
    // In each of the two runs the sane batches that end a freeze are not learned either.
    assertThat(run.learner().counts().skippedBatches).isEqualTo(bad + 2L * Freeze.SANE);
    assertThat(run.learner().freeze.times()).isEqualTo(2);
    assertThat(run.learner().counts().learned).isEqualTo((1_000L - bad - 2 * Freeze.SANE) * BATCH);
    assertThat(run.learner().arms.get(0).parameters.isFinite()).isTrue();
    for (float parameter : run.learner().model.snapshot().parameters()) {
      assertThat(parameter).isFinite();
    }
    for (Prediction prediction : run.predictions) {
      if (prediction.version() > 0) {
        assertThat(prediction.value()).isFinite();
        assertThat(prediction.classes()).allSatisfy(c -> assertThat(c.value()).isFinite());
      }
    }
    assertThat(run.report().arms())
        .allSatisfy(arm -> arm.all().forEach(m -> assertThat(m.value()).isFinite()));
  }

  @Test
  void aFreezeThatBeginsWithTheLastBatchIsReportedOnce() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 5);
    batches(run, stream, 30);
    for (int b = 1; b < Freeze.PATIENCE; b++) {
      batch(run, stream, true);
    }
    int before = run.telemetry.size();
    poison.set(true);
    run.feed(3, stream).finish();
    assertThat(run.learner().freeze.isActive()).isTrue();
    assertThat(run.telemetry.subList(before, run.telemetry.size()))
        .extracting(Telemetry::version)
        .containsExactly(30L + Freeze.PATIENCE);
  }

  @Test
  void aFreezeIsReportedWhenItBeginsAndWhenItEnds() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 5);
    batches(run, stream, 30);
    for (int b = 0; b < Freeze.PATIENCE; b++) {
      assertThat(run.report().alerts()).noneMatch(alert -> alert.contains("frozen"));
      batch(run, stream, true);
    }
    Telemetry begin = run.telemetry.get(run.telemetry.size() - 1);
    assertThat(begin.version()).isEqualTo(30 + Freeze.PATIENCE);
    assertThat(begin.alerts()).anyMatch(alert -> alert.contains("learning is frozen"));
    float[] frozen = run.learner().model.snapshot().parameters();
    for (int b = 1; b <= Freeze.SANE; b++) {
      assertThat(run.learner().freeze.isActive()).isTrue();
      batch(run, stream, false);
      assertThat(run.learner().model.snapshot().parameters()).isEqualTo(frozen);
    }
    Telemetry end = run.telemetry.get(run.telemetry.size() - 1);
    assertThat(end.version()).isEqualTo(30 + Freeze.PATIENCE + Freeze.SANE);
    assertThat(end.alerts()).noneMatch(alert -> alert.contains("frozen"));
    batch(run, stream, false);
    assertThat(run.learner().model.snapshot().parameters()).isNotEqualTo(frozen);
  }

  @Test
  void aSkippedBatchIsNoNewsForEver() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 5);
    batches(run, stream, 5);
    assertThat(run.report().alerts()).isEmpty();
    batch(run, stream, true);
    batches(run, stream, Freeze.NEWS - 1);
    run.restart();
    assertThat(run.report().alerts())
        .singleElement()
        .asString()
        .contains("of the last 100 batches some were not learned", "in all 1");
    batch(run, stream, false);
    assertThat(run.report().alerts()).isEmpty();
    assertThat(run.learner().counts().skippedBatches).isEqualTo(1);
  }

  @Test
  void rowsThatCannotBeLearnedFromAreNotReplayed() {
    LearnerRun run = LearnerRun.of(setup(Task.REGRESSION));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 5);
    batch(run, stream, false);
    int kept = run.learner().buffer.examples().size();
    batch(run, stream, true);
    assertThat(run.learner().buffer.examples()).hasSize(kept);
  }

  @Test
  void aFreezeSurvivesARestart() {
    LearnerRun calm = LearnerRun.of(setup(Task.REGRESSION));
    LearnerRun restarted = LearnerRun.of(setup(Task.REGRESSION));
    DirtyStream one = new DirtyStream(Task.REGRESSION, 0.1, 5);
    DirtyStream other = new DirtyStream(Task.REGRESSION, 0.1, 5);
    for (int b = 0; b < 60; b++) {
      boolean isBad = b >= 10 && b < 40;
      batch(calm, one, isBad);
      batch(restarted, other, isBad);
      restarted.restart();
    }
    assertThat(calm.learner().freeze.times()).isEqualTo(1);
    assertThat(restarted.state()).isEqualTo(calm.state());
  }
}
