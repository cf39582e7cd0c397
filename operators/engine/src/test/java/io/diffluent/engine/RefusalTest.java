package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import io.diffluent.engine.Examples.Batch;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that is not finite changes nothing; calls that do not fit the shape are refused. */
class RefusalTest {

  static List<DeviceModelFactory> kinds() {
    return Examples.kinds(Examples.ADAM);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stepThatIsNotFiniteChangesNothing(DeviceModelFactory factory) {
    List<Consumer<Batch>> faults =
        List.of(
            batch -> batch.inputs()[5] = Float.NaN,
            batch -> batch.inputs()[40] = Float.POSITIVE_INFINITY,
            batch -> batch.inputs()[5] = Float.MAX_VALUE,
            batch -> batch.labels()[3] = Float.NaN,
            batch -> batch.labels()[3] = Float.NEGATIVE_INFINITY,
            batch -> batch.weights()[9] = Float.NaN,
            batch -> batch.weights()[9] = Float.POSITIVE_INFINITY);
    for (Task task : Task.values()) {
      ModelShape shape = Examples.shape(task, 2, 8);
      try (Model model = factory.create(shape, Set.of(), 1)) {
        Examples.train(model, new SplittableRandom(1), 5);
        Model.Snapshot before = model.snapshot();
        for (Consumer<Batch> fault : faults) {
          Batch batch = Batch.of(new SplittableRandom(2), shape, 8);
          fault.accept(batch);
          if (task != Task.REGRESSION && batch.inputs()[5] == Float.MAX_VALUE) {
            continue; // large, but such losses can bear it
          }

          Model.Step step = batch.train(model);

          assertThat(step.applied()).isFalse();
          assertThat(step.losses()).hasSize(2);
          assertThat(step.inputGradient()).hasSize(2 * 8 * 4).containsOnly(0f);
          assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(before));
        }
        assertThat(Batch.of(new SplittableRandom(2), shape, 8).train(model).applied()).isTrue();
      }
    }
  }

  /** A gradient of 2e20 is finite, its square is not: the optimizer would remember infinity. */
  @ParameterizedTest
  @MethodSource("kinds")
  void gradientWhoseSquareOverflowsChangesNothing(DeviceModelFactory factory) {
    ModelShape line = new ModelShape(1, 1, List.of(), 1, Task.REGRESSION);
    try (Model model = factory.create(line, Set.of(), 1)) {
      Model.Snapshot flat =
          new Model.Snapshot(new float[] {0, 0}, new float[][] {{0, 0}, {0, 0}}, 0);
      model.restore(flat);
      Model.Step step =
          model.train(new float[] {1e19f}, new float[] {10}, new float[] {1}, 1, false);
      assertThat(step.losses()).containsExactly(100);
      assertThat(step.applied()).isFalse();
      assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(flat));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void gradientThatOverflowsChangesNothingThoughTheLossIsFinite(DeviceModelFactory factory) {
    ModelShape line = new ModelShape(1, 1, List.of(), 1, Task.REGRESSION);
    float[][] moments = {{0, 0}, {0, 0}};
    try (Model model = factory.create(line, Set.of(), 1)) {
      Model.Snapshot flat = new Model.Snapshot(new float[] {0, 0}, moments, 0);
      model.restore(flat);
      float[] far = {Float.MAX_VALUE};
      Model.Step byParameters = model.train(far, new float[] {10}, new float[] {1}, 1, false);
      assertThat(byParameters.losses()).containsExactly(100);
      assertThat(byParameters.applied()).isFalse();
      assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(flat));

      Model.Snapshot steep = new Model.Snapshot(new float[] {Float.MAX_VALUE, 0}, moments, 0);
      model.restore(steep);
      float[] near = {0};
      Model.Step byInputs = model.train(near, new float[] {10}, new float[] {1}, 1, true);
      assertThat(byInputs.losses()).containsExactly(100);
      assertThat(byInputs.applied()).isFalse();
      assertThat(byInputs.inputGradient()).containsExactly(0);
      assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(steep));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void snapshotOfAnotherSizeIsRefusedAndChangesNothing(DeviceModelFactory factory) {
    try (Model model = factory.create(Examples.shape(Task.BINARY, 2, 8), Set.of(), 1)) {
      Model.Snapshot good = model.snapshot();
      int size = good.parameters().length;
      float[] small = new float[7];
      float[] fitting = new float[size];

      assertThatThrownBy(() -> model.restore(new Model.Snapshot(small, good.moments(), 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("7", String.valueOf(size));
      float[][] moments = {fitting, small};
      assertThatThrownBy(() -> model.restore(new Model.Snapshot(fitting, moments, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("7", String.valueOf(size));
      assertThatThrownBy(() -> model.restore(new Model.Snapshot(fitting, new float[0][], 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("0", "2");
      assertThatThrownBy(() -> model.restore(new Model.Snapshot(fitting, good.moments(), -1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(good));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void callsThatDoNotFitAreRefused(DeviceModelFactory factory) {
    ModelShape shape = Examples.shape(Task.MULTICLASS, 1, 8);
    try (Model model = factory.create(shape, Set.of(), 1)) {
      float[] row = new float[4];
      float[] one = {1};
      refused(() -> model.predict(row, 0), "rows: 0");
      refused(() -> model.predict(row, 2), "inputs: 4 numbers; needed 8");
      refused(() -> model.train(row, new float[2], one, 1, false), "labels: 2 numbers; needed 1");
      refused(() -> model.train(row, one, new float[2], 1, false), "weights: 2 numbers; needed 1");
      refused(() -> model.train(row, one, new float[] {-1}, 1, false), "negative");
      refused(() -> model.train(row, new float[] {3}, one, 1, false), "classes are 0 to 2");
      refused(() -> model.train(row, new float[] {0.5f}, one, 1, false), "classes are 0 to 2");
      assertThatThrownBy(() -> model.gradient(1, row, one, 1, false).parameters())
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> model.preconditioner(-1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(model.gradient(0, new float[] {Float.NaN, 0, 0, 0}, one, 1, false).parameters())
          .containsOnly(Float.NaN);
    }
    refused(() -> factory.create(shape, Set.of(4), 1), "inputs are 0 to 3");
    refused(
        () -> factory.create(new ModelShape(1, 4, List.of(), 2, Task.BINARY), Set.of(), 1),
        "1 output");
    refused(() -> factory.create(Examples.shape(Task.BINARY, 0), Set.of(), 1), "at least one");
  }

  @Test
  void blocksThatCannotKeepTheLawsAreRefused() {
    ModelShape shape = Examples.shape(Task.BINARY, 1);
    refused(
        () -> of(any -> Linear.builder().setUnits(3).build()).create(shape, Set.of(), 1),
        "needed one array of 1 numbers");
    refused(
        () ->
            of(any ->
                    new SequentialBlock()
                        .add(BatchNorm.builder().build())
                        .add(Linear.builder().setUnits(1).build()))
                .create(shape, Set.of(), 1),
        "is not trained");
  }

  private static BlockModelFactory of(BlockFactory blocks) {
    return new BlockModelFactory(blocks, Examples.ADAM, DeviceChoice.CPU);
  }

  private static void refused(Runnable call, String reason) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void closedModelSaysSo(DeviceModelFactory factory) {
    Model model = factory.create(Examples.shape(Task.BINARY, 1), Set.of(), 1);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.predict(new float[4], 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
