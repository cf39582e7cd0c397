package io.diffluent.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of {@link Model}, for the model that the other tests lean on. */
class JavaModelTest {

  private static final int ROWS = 5;
  private static final int INPUTS = 4;

  private final SeededRandom random = new SeededRandom(11);

  @ParameterizedTest
  @EnumSource
  void gradientsAgreeWithCentralDifferences(Task task) {
    ModelShape shape = shape(task, 1);
    JavaModel model = new JavaModel(shape, new OptimizerSpec.Sgd(0), Set.of(), 3);
    float[] inputs = floats(ROWS * INPUTS);
    float[] labels = labels(task);
    float[] weights = {1, 2, 0.5f, 0, 3};
    Model.Step step = model.train(inputs, labels, weights, ROWS, true);
    float h = 0x1p-8f;
    for (int i = 0; i < inputs.length; i++) {
      double above = loss(model, with(inputs, i, h), labels, weights);
      double below = loss(model, with(inputs, i, -h), labels, weights);
      assertThat(step.inputGradient()[i])
          .isCloseTo((float) ((above - below) / (2 * h)), within(2e-3f));
    }
    float[] ones = {1, 1, 1, 1, 1};
    float[] gradient = model.gradient(0, inputs, labels, ROWS, false).parameters();
    Model.Snapshot start = model.snapshot();
    for (int p = 0; p < gradient.length; p++) {
      model.restore(new Model.Snapshot(with(start.parameters(), p, h), start.moments(), 0));
      double above = loss(model, inputs, labels, ones);
      model.restore(new Model.Snapshot(with(start.parameters(), p, -h), start.moments(), 0));
      double below = loss(model, inputs, labels, ones);
      assertThat(gradient[p]).isCloseTo((float) ((above - below) / (2 * h)), within(2e-3f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void armsNeverInfluenceEachOther(Task task) {
    JavaModel both = new JavaModel(shape(task, 2), OptimizerSpec.Adam.of(0.01), Set.of(1), 5);
    JavaModel alone = new JavaModel(shape(task, 1), OptimizerSpec.Adam.of(0.01), Set.of(1), 5);
    float[] weights = new float[2 * ROWS];
    Arrays.fill(weights, 1);
    for (int t = 0; t < 10; t++) {
      float[] inputs = floats(2 * ROWS * INPUTS);
      float[] labels = labels(task);
      both.train(inputs, labels, weights, ROWS, false);
      alone.train(
          Arrays.copyOfRange(inputs, ROWS * INPUTS, inputs.length), labels, weights, ROWS, false);
    }
    float[] parameters = both.snapshot().parameters();
    assertThat(Arrays.copyOfRange(parameters, parameters.length / 2, parameters.length))
        .isEqualTo(alone.snapshot().parameters());
  }

  @Test
  void anArmWithoutWeightRests() {
    JavaModel model =
        new JavaModel(shape(Task.REGRESSION, 2), OptimizerSpec.Adam.of(0.01), Set.of(), 5);
    float[] weights = new float[2 * ROWS];
    Arrays.fill(weights, 1);
    model.train(floats(2 * ROWS * INPUTS), labels(Task.REGRESSION), weights, ROWS, false);
    Model.Snapshot before = model.snapshot();
    Arrays.fill(weights, 0, ROWS, 0);
    model.train(floats(2 * ROWS * INPUTS), labels(Task.REGRESSION), weights, ROWS, false);
    float[] after = model.snapshot().parameters();
    int half = after.length / 2;
    assertThat(Arrays.copyOf(after, half)).isEqualTo(Arrays.copyOf(before.parameters(), half));
    assertThat(Arrays.copyOfRange(after, half, after.length))
        .isNotEqualTo(Arrays.copyOfRange(before.parameters(), half, after.length));
  }

  @Test
  void restoringASnapshotContinuesWithTheSameBits() {
    JavaModel model =
        new JavaModel(shape(Task.REGRESSION, 2), OptimizerSpec.Adam.of(0.01), Set.of(), 5);
    JavaModel other =
        new JavaModel(shape(Task.REGRESSION, 2), OptimizerSpec.Adam.of(0.01), Set.of(), 6);
    float[] weights = new float[2 * ROWS];
    Arrays.fill(weights, 1);
    model.train(floats(2 * ROWS * INPUTS), labels(Task.REGRESSION), weights, ROWS, false);
    other.restore(model.snapshot());
    float[] inputs = floats(2 * ROWS * INPUTS);
    float[] labels = labels(Task.REGRESSION);
    model.train(inputs, labels, weights, ROWS, false);
    other.train(inputs, labels, weights, ROWS, false);
    assertThat(other.snapshot().parameters()).isEqualTo(model.snapshot().parameters());
    assertThat(other.snapshot().moments()).isDeepEqualTo(model.snapshot().moments());
  }

  @Test
  void aStepThatIsNotFiniteChangesNothing() {
    JavaModel model =
        new JavaModel(shape(Task.REGRESSION, 1), OptimizerSpec.Adam.of(0.01), Set.of(), 5);
    float[] before = model.snapshot().parameters();
    float[] inputs = floats(ROWS * INPUTS);
    inputs[3] = Float.NaN;
    Model.Step step =
        model.train(inputs, labels(Task.REGRESSION), new float[] {1, 1, 1, 1, 1}, ROWS, true);
    assertThat(step.applied()).isFalse();
    assertThat(model.snapshot().parameters()).isEqualTo(before);
    assertThat(model.snapshot().steps()).isZero();
  }

  @Test
  void quietInputsStartAtZeroAndAnotherShapeIsRefused() {
    JavaModel model = new JavaModel(shape(Task.BINARY, 1), new OptimizerSpec.Sgd(1), Set.of(2), 5);
    float[] inputs = floats(ROWS * INPUTS);
    assertThat(model.predict(with(inputs, 2, 9), ROWS)).isEqualTo(model.predict(inputs, ROWS));
    assertThatThrownBy(() -> model.restore(new Model.Snapshot(new float[3], new float[0][], 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 parameters")
        .hasMessageContaining(model.snapshot().parameters().length + "");
  }

  private static ModelShape shape(Task task, int arms) {
    return new ModelShape(arms, INPUTS, List.of(6), task == Task.MULTICLASS ? 3 : 1, task);
  }

  private static double loss(JavaModel model, float[] inputs, float[] labels, float[] weights) {
    float[] outputs = model.predict(inputs, ROWS);
    JavaNetwork network = new JavaNetwork(model.shape());
    int n = model.shape().outputs();
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double[] out = new double[n];
      for (int o = 0; o < n; o++) {
        out[o] = outputs[i * n + o];
      }
      sum += weights[i] * network.loss(out, labels[i], new double[n]);
    }
    return sum / ROWS;
  }

  private float[] labels(Task task) {
    float[] labels = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] =
          switch (task) {
            case REGRESSION -> (float) random.nextDouble();
            case BINARY -> random.nextInt(2);
            case MULTICLASS -> random.nextInt(3);
          };
    }
    return labels;
  }

  private float[] floats(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return values;
  }

  private static float[] with(float[] values, int i, float delta) {
    float[] changed = values.clone();
    changed[i] += delta;
    return changed;
  }
}
