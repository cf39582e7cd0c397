package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
    assertThat(run.learner().labels.units().deviation()).isBetween(80.0, 150.0);
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
    assertThat(labels.units().deviation()).isOne();
    double[] values = {3, 5, 10, 2};
    for (double value : values) {
      labels.observe(value);
    }
    LabelUnits units = labels.units();
    assertThat(units.mean()).isCloseTo(5, within(1e-12));
    assertThat(units.deviation()).isCloseTo(Math.sqrt((4 + 0 + 25 + 9) / 4.0), within(1e-12));
    assertThat(units.target(units.mean() + units.deviation())).isCloseTo(1, within(1e-12));
    assertThat(units.answer(1)).isCloseTo(units.mean() + units.deviation(), within(1e-12));
  }

  @Test
  void answersAreUnboundedUntilThereAreEnoughLabels() {
    Labels labels = new Labels(Label.regression("y"), 0);
    for (int i = 0; i < 32; i++) {
      assertThat(labels.units().low()).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(labels.units().high()).isEqualTo(Double.POSITIVE_INFINITY);
      labels.observe(i);
    }
    assertThat(labels.units().answer(-100)).isZero();
    assertThat(labels.units().answer(100)).isEqualTo(31);
    labels.observe(40);
    assertThat(labels.units().answer(100)).isEqualTo(40);
  }

  @Test
  void aLabelThatWasTakenBackIsNoBound() {
    Labels labels = new Labels(Label.regression("y"), 0);
    for (int i = 0; i < 32; i++) {
      labels.observe(i == 7 ? 1e9 : i);
    }
    assertThat(labels.units().high()).isEqualTo(31);
  }

  /** Labels in a state from before bounds were kept: the bytes of today without the last two. */
  @Test
  void anOlderStateTakesItsBoundsFromTheRowsThatAreReplayed() throws IOException {
    Labels before = new Labels(Label.regression("y"), 0);
    for (int i = 0; i < 50; i++) {
      before.observe(i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    before.write(new DataOutputStream(bytes));
    Labels labels = new Labels(Label.regression("y"), 0);
    labels.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 6);
    labels.boundBy(List.of());
    assertThat(labels.units().answer(100)).isGreaterThan(1000);
    labels.boundBy(
        List.of(
            new Example(null, 3, LabelUnits.NONE, new float[0]),
            new Example(null, 44, LabelUnits.NONE, new float[0])));
    assertThat(labels.units().answer(100)).isEqualTo(44);
    assertThat(labels.units().answer(-100)).isEqualTo(3);
  }

  /** Counts, many of them 0, from a number that now and then is far out. */
  @Test
  void noAnswerLeavesTheRangeOfTheLabelsBeforeIt() {
    LearnerSetup setup = LearnerSetup.of(DirtyStream.schema(Task.REGRESSION));
    LearnerRun run = LearnerRun.of(setup.scoreBatch(1).replay(Replay.always(4)));
    SeededRandom random = new SeededRandom(8);
    int largest = 0;
    int atABound = 0;
    for (int i = 0; i < 600; i++) {
      double x = (random.nextDouble() - 0.5) * (i % 10 == 9 ? 20 : 4);
      int label = (int) Math.max(0, 3 * x);
      run.feed(Rows.record(i, Rows.of(x, i % 3, i % 7, "spring"), "" + label));
      double value = run.last().value();
      if (i > 32) {
        assertThat(value).isBetween(0.0, (double) largest);
        atABound += value == 0 || value == largest ? 1 : 0;
      }
      largest = Math.max(largest, label);
    }
    assertThat(atABound).isPositive();
    for (Outcome outcome : run.finish().outcomes.subList(33, 600)) {
      for (float[] answer : outcome.outputs()) {
        assertThat((double) answer[0]).isBetween(0.0, (double) largest);
      }
    }
  }

  @Test
  void aSchemaSaysHowManyClassesThereMayBe() {
    Schema schema = DirtyStream.schema(Task.MULTICLASS);
    assertThat(schema.label().outputs()).isEqualTo(3);
    assertThat(Label.binary("y").outputs()).isOne();
    assertThat(Label.regression("y").outputs()).isOne();
  }
}
