package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is not finite ever gets in. */
class LearnerPoisonTest {

  private static final Object[] POISON = {
    null, 1e308, -1e308, 1e38, Double.MIN_VALUE, new Rows.Unparsed("1e999", Double.NaN), -0.0
  };

  private static final String[] LABELS = {"NaN", "1e38", "-3e38", "1e309", "Infinity", "", "0"};

  private static Record poisoned(Record record, SeededRandom random) {
    Object[] cells = new Object[4];
    for (int c = 0; c < 3; c++) {
      cells[c] = POISON[random.nextInt(POISON.length)];
    }
    cells[3] = random.nextInt(2) == 0 ? "\uD800" : "x".repeat(4096);
    String label = random.nextInt(2) == 0 ? record.label() : LABELS[random.nextInt(LABELS.length)];
    Row row = Rows.of(cells);
    return new Record(record.envelope(), row, label, record.clean());
  }

  private static void assertFinite(LearnerRun run, LearnerConfig config) throws IOException {
    Parameters parameters = run.learner().arms.get(0).parameters;
    assertThat(parameters.isFinite()).isTrue();
    for (float parameter : run.learner().model.snapshot().parameters()) {
      assertThat(parameter).isFinite();
    }
    for (Prediction prediction : run.predictions) {
      boolean classifies = config.schema().label().task().isClassification();
      boolean knowsNoClass = classifies && prediction.label() == null;
      if (knowsNoClass) {
        assertThat(prediction.version()).isZero();
      } else {
        assertThat(prediction.value()).isFinite();
      }
      for (Receipt receipt : prediction.receipt()) {
        assertThat(receipt.usedText() != null || !Double.isInfinite(receipt.usedNumber())).isTrue();
        assertThat(receipt.trust()).isBetween(0.0, 1.0);
      }
    }
    for (Telemetry.ArmMetrics arm : run.report().arms()) {
      assertThat(arm.all()).allSatisfy(metric -> assertThat(metric.value()).isFinite());
    }
    LearnerCodec.read(config, "key", run.state()).close();
  }

  @ParameterizedTest
  @EnumSource
  void absurdCellsAndLabelsNeverGetIn(Task task) throws IOException {
    LearnerSetup setup =
        LearnerSetup.of(DirtyStream.schema(task)).arms("mixture", "no-clean", "oracle", "iqr+knn");
    LearnerRun run = LearnerRun.of(setup);
    DirtyStream stream = new DirtyStream(task, 0.1, 3);
    SeededRandom random = new SeededRandom(9);
    for (int i = 0; i < 600; i++) {
      Record record = stream.get();
      run.feed(random.nextInt(4) == 0 ? poisoned(record, random) : record);
      if (i % 100 == 0) {
        assertFinite(run, setup.config());
      }
    }
    run.finish();
    assertFinite(run, setup.config());
  }

  /** The clean ones keep their meaning when one cell in ten is absurd. */
  @Test
  void absurdCellsDoNotRuinTheLearner() {
    LearnerSetup setup = LearnerSetup.of(DirtyStream.schema(Task.REGRESSION));
    LearnerRun run = LearnerRun.of(setup);
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0, 3);
    SeededRandom random = new SeededRandom(9);
    for (int i = 0; i < 3000; i++) {
      Record record = stream.get();
      double[] numbers = record.row().numbers().clone();
      if (random.nextDouble() < 0.1) {
        numbers[random.nextInt(3)] = random.nextInt(2) == 0 ? 1e308 : -1e200;
      }
      Row row = new Row(numbers, record.row().texts());
      run.feed(new Record(record.envelope(), row, record.label(), null));
    }
    // The label's standard deviation is about 60.
    assertThat(run.metric("mixture", "rmse")).isLessThan(40);
  }

  /** One absurd label is no label; a lasting change of scale is followed. */
  @ParameterizedTest
  @ValueSource(doubles = {1e6, 1e20, -1e38})
  void oneAbsurdLabelDoesNotRuinTheLearner(double absurd) {
    LearnerSetup setup = LearnerSetup.of(DirtyStream.schema(Task.REGRESSION));
    LearnerRun run = LearnerRun.of(setup);
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 3);
    run.feed(1000, stream);
    Record record = stream.get();
    run.feed(new Record(record.envelope(), record.row(), Double.toString(absurd), null));
    run.feed(2999, stream);
    assertThat(run.learner().counts().implausibleLabels).isEqualTo(1);
    assertThat(run.learner().counts().unlabelled).isEqualTo(1);
    // The label's standard deviation is about 60.
    assertThat(run.metric("mixture", "rmse")).isLessThan(40);
  }

  /** The units of the label are those of the other labels, whenever and however often it comes. */
  @ParameterizedTest
  @CsvSource({"5, 1000000", "0, 100000", "31, 100000", "3, 100"})
  void aLabelThatIsAbsurdIsNone(int first, int every) {
    LearnerSetup setup = LearnerSetup.of(DirtyStream.schema(Task.REGRESSION));
    LearnerRun run = LearnerRun.of(setup);
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 3);
    int absurd = 0;
    for (int i = 0; i < 4000; i++) {
      Record record = stream.get();
      boolean isAbsurd = i % every == first;
      absurd += isAbsurd ? 1 : 0;
      String label = isAbsurd ? "-99999" : record.label();
      run.feed(new Record(record.envelope(), record.row(), label, null));
    }
    // Those among the first 32 were learned before it was known what they are.
    assertThat(run.learner().counts().implausibleLabels).isEqualTo(absurd - 1);
    assertThat(run.learner().labels.units().deviation()).isBetween(30.0, 90.0);
  }

  @Test
  void aPredictionDoesNotKnowTheAbsurdLabelOfItsOwnRecord() {
    List<Double> answers = new ArrayList<>();
    for (String label : Arrays.asList("1e6", null)) {
      LearnerRun run = LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)));
      DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.1, 3);
      run.feed(40, stream);
      Record record = stream.get();
      run.feed(new Record(record.envelope(), record.row(), label, null));
      run.learner().score(run);
      answers.add(run.last().value());
      assertThat(run.learner().counts().unlabelled).isEqualTo(1);
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
  }

  @Test
  void aLastingChangeOfScaleIsFollowed() {
    LearnerRun run = LearnerRun.of(LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)));
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0, 3);
    run.feed(500, stream);
    for (int i = 0; i < 500; i++) {
      Record record = stream.get();
      String scaled = Double.toString(1e6 * Double.parseDouble(record.label()));
      run.feed(new Record(record.envelope(), record.row(), scaled, null));
    }
    assertThat(run.learner().counts().implausibleLabels).isBetween(1L, 250L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e20, 1e35})
  void aModelThatExplodesIsSkippedCountedAndReported(double rate) throws IOException {
    LearnerSetup setup =
        LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).model(JavaModelFactory.sgd(rate));
    LearnerRun run = LearnerRun.of(setup);
    run.feed(200, new DirtyStream(Task.REGRESSION, 0.1, 3));
    assertThat(run.learner().counts().skippedBatches).isPositive();
    assertThat(run.report().alerts()).anyMatch(alert -> alert.contains("not finite"));
    assertThat(run.learner().arms.get(0).parameters.isFinite()).isTrue();
    for (float parameter : run.learner().model.snapshot().parameters()) {
      assertThat(parameter).isFinite();
    }
    LearnerCodec.read(setup.config(), "key", run.state()).close();
  }
}
