package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.evaluate.Metrics;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a learner says about itself, and that it learns at all. */
class LearnerResultsTest {

  @ParameterizedTest
  @EnumSource
  void prequentialMetricsAreThoseOfTheOutcomes(Task task) {
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(task)).arms("mixture", "no-clean", "zscore+mean"));
    run.feed(700, new DirtyStream(task, 0.1, 2)).finish();
    assertThat(run.outcomes).hasSize(700);
    for (int a = 0; a < 3; a++) {
      Metrics all = new Metrics(task, 3);
      Metrics window = new Metrics(task, 3);
      for (int i = 0; i < 700; i++) {
        Outcome outcome = run.outcomes.get(i);
        all.add(outcome.label(), outcome.outputs()[a]);
        if (i >= 650) {
          window.add(outcome.label(), outcome.outputs()[a]);
        }
      }
      Telemetry.ArmMetrics reported = run.report().arms().get(a);
      assertThat(reported.all()).isEqualTo(all.values());
      assertThat(reported.window()).isEqualTo(window.values());
    }
  }

  @Test
  void anOutcomeIsWhatWasPredictedBeforeItWasLearned() {
    LearnerRun run =
        LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).guardMargin(9));
    run.feed(320, new DirtyStream(Task.REGRESSION, 0.1, 2));
    for (int i = 0; i < 320; i++) {
      assertThat(run.outcomes.get(i).origin())
          .isEqualTo(run.predictions.get(i).envelope().origin());
      assertThat((double) run.outcomes.get(i).outputs()[0][0])
          .isEqualTo(run.predictions.get(i).value());
    }
  }

  @Test
  void everyRecordIsAnsweredOnceInOrderWithItsEnvelope() {
    LearnerRun run =
        LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.BINARY)).outcomes(false));
    run.feed(101, new DirtyStream(Task.BINARY, 0.1, 2).unlabelled(0.3)).finish();
    assertThat(run.outcomes).isEmpty();
    for (int i = 0; i < 101; i++) {
      Prediction prediction = run.predictions.get(i);
      assertThat(prediction.envelope().origin().id()).isEqualTo("rides-0-" + i);
      assertThat(prediction.envelope().key()).hasSize(3);
      assertThat(prediction.envelope().headers()).hasSize(1);
      assertThat(prediction.version()).isLessThanOrEqualTo(i / 16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theMixtureBeatsNoCleaningOnADirtyLinearTask(Task task) {
    for (long seed : new long[] {1, 2, 3}) {
      LearnerRun run =
          LearnerRun.of(
              LearnerSetup.of(DirtyStream.schema(task))
                  .arms("mixture", "no-clean", "oracle")
                  .batch(32)
                  .model(JavaModelFactory.adam(0.02))
                  .limits(LearnerSetup.SMALL_LIMITS.withReservoir(500)));
      run.feed(6000, new DirtyStream(task, 0.2, seed));
      double mixture = tail(run, task, 0);
      double noClean = tail(run, task, 1);
      assertThat(tail(run, task, 2)).as("oracle").isLessThan(mixture);
      assertThat(mixture).as("mixture, without cleaning %s", noClean).isLessThan(0.9 * noClean);
      assertThat(run.report().alerts()).isEmpty();
    }
  }

  /** Amounts of money are like this: the few large ones are no errors, and carry the label. */
  @Test
  void whatTheFarTailSaysIsLearned() {
    for (long seed : new long[] {1, 2, 3}) {
      double cut = tail(orders(seed, "plain-cut"), Task.REGRESSION, 0);
      double learned = tail(orders(seed, "cut"), Task.REGRESSION, 0);
      assertThat(learned).as("learned, cut for good %s", cut).isLessThan(0.8 * cut);
    }
  }

  private static LearnerRun orders(long seed, String cut) {
    Schema schema =
        new Schema(
            List.of(Column.numeric("price"), Column.numeric("weight")),
            Label.regression("total"),
            List.of("orders"));
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(schema)
                .steps(cut, "mixture", "transform", "feature-gate")
                .seed(seed)
                .batch(32)
                .model(JavaModelFactory.adam(0.01))
                .limits(LearnerSetup.SMALL_LIMITS.withReservoir(500)));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 6000; i++) {
      double price = Math.exp(3 + random.nextGaussian());
      Row row = Rows.of(price, random.nextGaussian());
      run.feed(Rows.record(i, row, Double.toString(0.8 * price)));
    }
    return run;
  }

  /** Root mean squared error or log loss over the last third of the outcomes. */
  private static double tail(LearnerRun run, Task task, int arm) {
    Metrics metrics = new Metrics(task, 3);
    List<Outcome> outcomes = run.outcomes;
    for (Outcome outcome : outcomes.subList(outcomes.size() * 2 / 3, outcomes.size())) {
      metrics.add(outcome.label(), outcome.outputs()[arm]);
    }
    return task == Task.REGRESSION ? Math.sqrt(metrics.meanLoss()) : metrics.meanLoss();
  }

  @Test
  void withATrustedSourceTheSourceWithRandomLabelsGetsLessWeight() {
    List<String> sources = List.of("trusted", "good", "random");
    for (long seed : new long[] {1, 2}) {
      LearnerRun run =
          LearnerRun.of(
              LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, sources)).batch(32).trusted(0));
      run.feed(6000, new DirtyStream(Task.REGRESSION, 0.05, seed).sources(3, 2));
      double random = run.weight("sources", "random");
      assertThat(run.weight("sources", "good")).isGreaterThan(2 * random);
      assertThat(run.weight("sources", "trusted")).isGreaterThan(2 * random);
      assertThat(random).isLessThan(0.2);
    }
  }

  @Test
  void theMixtureLearnsToPreferRepairsThatHelp() {
    LearnerRun run =
        LearnerRun.of(
            LearnerSetup.of(DirtyStream.schema(Task.REGRESSION))
                .cleaner(new CleanerConfig(List.of("missing", "iqr"), List.of("knn", "keep"), 5))
                .limits(LearnerSetup.SMALL_LIMITS.withReservoir(500)));
    run.feed(4000, new DirtyStream(Task.REGRESSION, 0.2, 1));
    assertThat(run.weight("repairs", "knn")).isGreaterThan(0.9);
    assertThat(run.weight("detectors", "iqr")).isGreaterThan(0.9);
  }

  @Test
  void telemetryComesEveryFewLearningStepsWithWeightsThatAreWeights() {
    LearnerRun run =
        LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).telemetryEvery(5));
    run.feed(16 * 23, new DirtyStream(Task.REGRESSION, 0.1, 2));
    assertThat(run.telemetry).extracting(Telemetry::version).containsExactly(5L, 10L, 15L, 20L);
    Telemetry last = run.telemetry.get(3);
    assertThat(last.timestamp()).isEqualTo(1_700_000_000_000L + 16 * 20 - 1);
    assertThat(last.weights())
        .extracting(Telemetry.Group::name)
        .contains("detectors", "repairs", "features", "sources");
    for (Telemetry.Group group : last.weights()) {
      double sum = group.entries().stream().mapToDouble(Named::value).sum();
      assertThat(group.entries()).allMatch(named -> named.value() >= 0 && named.value() <= 1);
      if (!group.name().equals("features")) {
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }
}
