package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerLabelsTest {

  private static LearnerRun run(Task task) {
    return LearnerRun.of(LearnerSetup.of(DirtyStream.schema(task)).scoreBatch(1));
  }

  private static Record labelled(int i, String label) {
    return Rows.record(i, Rows.of(i % 5, i % 3, i % 7, "spring"), label);
  }

  private static double count(LearnerRun run, String name) {
    return run.report().counts().stream()
        .filter(named -> named.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** All of them are in every prediction, which a broker must take. */
  @Test
  void classesWhoseNamesFillAPageAreTooMany() {
    Labels labels = new Labels(Label.multiclass("y", 4096), 0);
    for (int i = 0; i < 24; i++) {
      assertThat(labels.read((char) ('a' + i) + "\u0000".repeat(4095), true)).isEqualTo(i);
    }
    assertThat(labels.read("z", true)).isNaN();
    assertThat(labels.read("a" + "\u0000".repeat(4095), true)).isZero();
    assertThat(labels.classes()).hasSize(24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "many",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e39",
        "1e400",
        "12 rides",
        "5d",
        "12f",
        "0x1p3"
      })
  void anUnreadableLabelIsScoredAndCountedButNotLearned(String label) {
    LearnerRun run = run(Task.REGRESSION);
    for (int i = 0; i < 64; i++) {
      run.feed(labelled(i, i % 2 == 0 ? "" + i : label));
    }
    assertThat(run.predictions).hasSize(64);
    assertThat(count(run, "unlabelled")).isEqualTo(32);
    assertThat(count(run, "learned")).isEqualTo(32);
    assertThat(run.outcomes).hasSize(32);
  }

  @Test
  void aMissingLabelIsScoredAndCountedButNotLearned() {
    LearnerRun run = run(Task.REGRESSION);
    for (int i = 0; i < 64; i++) {
      run.feed(labelled(i, i % 4 == 0 ? "" + i : null));
    }
    assertThat(run.predictions).hasSize(64);
    assertThat(count(run, "scored")).isEqualTo(64);
    assertThat(count(run, "unlabelled")).isEqualTo(48);
    assertThat(count(run, "learned")).isEqualTo(16);
  }

  /** Claims, rain, sales: a stream of zeros in which a number comes now and then. */
  @Test
  void whereAllLabelsWereAlikeNoneIsImplausible() {
    LearnerRun run = run(Task.REGRESSION);
    for (int i = 0; i < 400; i++) {
      run.feed(labelled(i, i < 40 || i % 20 > 0 ? "0" : "" + (480 + i % 37)));
    }
    assertThat(count(run, "unlabelled")).isZero();
    assertThat(count(run, "implausibleLabels")).isZero();
    assertThat(run.outcomes).hasSize(400);
    assertThat(run.learner().labels.deviation()).isBetween(80.0, 150.0);
  }

  @Test
  void classesAreNamedInTheOrderOfAppearanceAndNeverTooMany() {
    LearnerRun run = run(Task.MULTICLASS);
    List<String> labels = List.of("b", "a", "c", "d", "a", "e");
    for (int i = 0; i < 60; i++) {
      run.feed(labelled(i, labels.get(i % 6)));
    }
    assertThat(run.learner().labels.classes()).containsExactly("b", "a", "c");
    assertThat(count(run, "unlabelled")).isEqualTo(20);
    List<Named> classes = run.last().classes();
    assertThat(classes).extracting(Named::name).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(classes.stream().collect(Collectors.summingDouble(Named::value)))
        .isCloseTo(1, within(1e-6));
    assertThat(run.last().label()).isEqualTo(classes.get(0).name());
    assertThat(run.last().value()).isEqualTo(classes.get(0).value());
  }

  @Test
  void aPredictionNeverKnowsTheClassOfItsOwnRecord() {
    for (int group : new int[] {1, 8}) {
      LearnerRun run =
          LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.BINARY)).scoreBatch(group));
      for (int i = 0; i < 16; i++) {
        run.feed(labelled(i, i == 0 || i % 2 == 1 ? "first" : "second"));
      }
      assertThat(run.predictions.get(0).label()).isNull();
      assertThat(run.predictions.get(0).classes()).isEmpty();
      assertThat(run.predictions.get(2).classes()).extracting(Named::name).containsOnly("first");
      assertThat(run.predictions.get(3).classes()).hasSize(2);
    }
  }

  @Test
  void finishScoresAndLearnsTheRemainder() {
    LearnerRun run = LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)));
    run.feed(21, new DirtyStream(Task.REGRESSION, 0.1, 1));
    assertThat(count(run, "learned")).isEqualTo(16);
    run.finish();
    assertThat(count(run, "learned")).isEqualTo(21);
    assertThat(run.predictions).hasSize(21);
    assertThat(run.outcomes).hasSize(21);
    assertThat(run.learner().version()).isEqualTo(2);
    assertThat(run.telemetry).hasSize(1);
    run.finish();
    assertThat(run.learner().version()).isEqualTo(2);
  }

  @Test
  void labelUnitsAreTheRunningMeanAndDeviationOfThePast() {
    Labels labels = new Labels(Label.regression("y"), 0);
    assertThat(labels.deviation()).isOne();
    double[] values = {3, 5, 10, 2};
    for (double value : values) {
      labels.observe(value);
    }
    assertThat(labels.mean()).isCloseTo(5, within(1e-12));
    assertThat(labels.deviation()).isCloseTo(Math.sqrt((4 + 0 + 25 + 9) / 4.0), within(1e-12));
    assertThat(labels.target(labels.mean() + labels.deviation())).isCloseTo(1, within(1e-12));
  }

  @Test
  void aSchemaSaysHowManyClassesThereMayBe() {
    Schema schema = DirtyStream.schema(Task.MULTICLASS);
    assertThat(schema.label().outputs()).isEqualTo(3);
    assertThat(Label.binary("y").outputs()).isOne();
    assertThat(Label.regression("y").outputs()).isOne();
  }
}
