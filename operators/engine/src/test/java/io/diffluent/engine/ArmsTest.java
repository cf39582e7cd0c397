package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import io.diffluent.engine.Examples.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arms share native calls and nothing else; both kinds of model compute the same thing. */
class ArmsTest {

  @Test
  void stackedArmsEqualModelsTrainedAlone() {
    ModelShape three = Examples.shape(Task.REGRESSION, 3, 8, 8);
    ModelShape one = Examples.shape(Task.REGRESSION, 1, 8, 8);
    StackedModelFactory factory = Examples.stacked(Examples.ADAM);
    for (int arm = 0; arm < 3; arm++) {
      try (Model together = factory.create(three, Set.of(), 7);
          Model alone = factory.create(one, Set.of(), 7)) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 50; i++) {
          Batch batch = Batch.of(random, three, 8);
          float[] shared = Examples.part(batch.train(together).inputGradient(), arm, 3);
          assertThat(shared)
              .containsExactly(batch.of(arm).train(alone).inputGradient(), within(1e-5f));
        }
        assertThat(Examples.part(together.snapshot().parameters(), arm, 3))
            .containsExactly(alone.snapshot().parameters(), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void stackedModelAgreesWithTheSameBlocks(Task task) {
    ModelShape shape = Examples.shape(task, 2, 7, 5);
    Layout layout = Layout.of(shape);
    try (Model stacked = Examples.stacked(Examples.ADAM).create(shape, Set.of(), 7);
        Model blocks = Examples.blocks(Examples.ADAM).create(shape, Set.of(), 8)) {
      float[] start = stacked.snapshot().parameters();
      float[] zeros = new float[start.length];
      blocks.restore(
          new Model.Snapshot(transposed(layout, start), new float[][] {zeros, zeros}, 0));
      SplittableRandom random = new SplittableRandom(13);
      for (int i = 0; i < 30; i++) {
        Batch batch = Batch.of(random, shape, 8);
        Batch view = batch.of(1);
        assertThat(
                transposed(
                    layout,
                    stacked.gradient(1, view.inputs(), view.labels(), 8, false).parameters()))
            .containsExactly(
                blocks.gradient(1, view.inputs(), view.labels(), 8, false).parameters(),
                within(1e-4f));
        Model.Step mine = batch.train(stacked);
        Model.Step theirs = batch.train(blocks);
        assertThat(theirs.applied()).isTrue();
        assertThat(mine.losses()).containsExactly(theirs.losses(), within(1e-4f));
        assertThat(mine.outputs()).containsExactly(theirs.outputs(), within(1e-4f));
        assertThat(mine.inputGradient()).containsExactly(theirs.inputGradient(), within(1e-4f));
        assertThat(stacked.predict(batch.inputs(), 8))
            .containsExactly(blocks.predict(batch.inputs(), 8), within(1e-4f));
      }
      assertThat(transposed(layout, stacked.snapshot().parameters()))
          .containsExactly(blocks.snapshot().parameters(), within(1e-4f));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anArmWithoutWeightRestsAndTheOthersDoNot(DeviceModelFactory factory) {
    ModelShape shape = Examples.shape(Task.REGRESSION, 3, 6);
    try (Model model = factory.create(shape, Set.of(), 7);
        Model other = factory.create(shape, Set.of(), 7)) {
      SplittableRandom random = new SplittableRandom(17);
      for (int i = 0; i < 5; i++) {
        Batch batch = Batch.of(random, shape, 8);
        batch.train(model);
        batch.train(other);
      }
      Model.Snapshot before = model.snapshot();
      Batch batch = Batch.of(random, shape, 8);
      float[] weights = batch.weights().clone();
      Arrays.fill(weights, 8, 16, 0);
      model.train(batch.inputs(), batch.labels(), weights, 8, false);
      batch.train(other);
      Model.Snapshot after = model.snapshot();
      assertThat(Examples.part(after.parameters(), 1, 3))
          .isEqualTo(Examples.part(before.parameters(), 1, 3));
      for (int m = 0; m < after.moments().length; m++) {
        assertThat(Examples.part(after.moments()[m], 1, 3))
            .isEqualTo(Examples.part(before.moments()[m], 1, 3));
      }
      for (int arm = 0; arm < 3; arm += 2) {
        assertThat(Examples.part(after.parameters(), arm, 3))
            .isEqualTo(Examples.part(other.snapshot().parameters(), arm, 3));
      }
    }
  }

  @Test
  void theInputGradientOfOneArmIsThatOfAStep() {
    ModelShape shape = Examples.shape(Task.BINARY, 2, 6);
    try (Model model = Examples.stacked(Examples.ADAM).create(shape, Set.of(), 7)) {
      Batch batch = Batch.of(new SplittableRandom(19), shape, 8);
      Arrays.fill(batch.weights(), 1);
      Batch view = batch.of(1);
      float[] alone = model.gradient(1, view.inputs(), view.labels(), 8, true).inputs();
      assertThat(alone)
          .containsExactly(Examples.part(batch.train(model).inputGradient(), 1, 2), within(1e-6f));
    }
  }

  /** DJL's layers hold their weights as {@code [out][in]}. */
  private static float[] transposed(Layout layout, float[] parameters) {
    float[] result = parameters.clone();
    for (int arm = 0; arm < parameters.length; arm += layout.parameters()) {
      for (Layout.Dense layer : layout.layers()) {
        for (int i = 0; i < layer.in(); i++) {
          for (int j = 0; j < layer.out(); j++) {
            result[arm + layer.weight() + j * layer.in() + i] =
                parameters[arm + layer.weight() + i * layer.out() + j];
          }
        }
      }
    }
    return result;
  }

  static List<DeviceModelFactory> kinds() {
    return Examples.kinds(Examples.ADAM);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyArmStartsAlikeAndSeedsDiffer(DeviceModelFactory factory) {
    ModelShape shape = Examples.shape(Task.BINARY, 2, 8);
    try (Model model = factory.create(shape, Set.of(), 1);
        Model other = factory.create(shape, Set.of(), 2)) {
      float[] start = model.snapshot().parameters();
      assertThat(Examples.part(start, 0, 2)).containsExactly(Examples.part(start, 1, 2));
      assertThat(start).isNotEqualTo(other.snapshot().parameters());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void quietInputsStartSilentAndLearn(DeviceModelFactory factory) {
    ModelShape shape = Examples.shape(Task.REGRESSION, 1, 8);
    try (Model model = factory.create(shape, Set.of(1, 3), 1)) {
      float[] inputs = {.1f, .2f, .3f, .4f};
      float[] louder = {.1f, 9, .3f, -9};
      assertThat(model.predict(inputs, 1)).containsExactly(model.predict(louder, 1));

      Examples.train(model, new SplittableRandom(1), 20);

      assertThat(model.predict(inputs, 1)[0]).isNotEqualTo(model.predict(louder, 1)[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void armWithoutWeightHasNoLossAndNoSlope(DeviceModelFactory factory) {
    ModelShape shape = Examples.shape(Task.BINARY, 2, 8);
    try (Model model = factory.create(shape, Set.of(), 1)) {
      float[] before = model.snapshot().parameters();
      Batch batch = Batch.of(new SplittableRandom(2), shape, 8);
      Arrays.fill(batch.weights(), 0, 8, 0);

      Model.Step step = batch.train(model);

      assertThat(step.applied()).isTrue();
      assertThat(step.losses()[0]).isZero();
      assertThat(step.losses()[1]).isPositive();
      float[] after = model.snapshot().parameters();
      assertThat(Examples.part(after, 0, 2)).containsExactly(Examples.part(before, 0, 2));
      assertThat(Examples.part(after, 1, 2)).isNotEqualTo(Examples.part(before, 1, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void linearModelLearnsALine(DeviceModelFactory factory) {
    ModelShape shape = new ModelShape(1, 1, List.of(), 1, Task.REGRESSION);
    float[] inputs = {-1, -.5f, 0, .5f, 1};
    float[] labels = {-3, -2, -1, 0, 1};
    try (Model model = factory.create(shape, Set.of(), 1)) {
      for (int i = 0; i < 1500; i++) {
        model.train(inputs, labels, new float[] {1, 1, 1, 1, 1}, 5, false);
      }
      assertThat(model.snapshot().parameters()).containsExactly(new float[] {2, -1}, within(1e-3f));
    }
  }
}
