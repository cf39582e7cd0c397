package io.diffluent.engine;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Task;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Architectures, factories and data that several tests use. */
final class Examples {

  private Examples() {}

  static final OptimizerSpec ADAM = OptimizerSpec.Adam.of(0.01);
  static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.05);

  /** The built-in architecture, built from DJL's own parts. */
  static final BlockFactory MLP =
      shape -> {
        SequentialBlock block = new SequentialBlock();
        for (int units : shape.hidden()) {
          block.add(Linear.builder().setUnits(units).build()).add(Activation::relu);
        }
        return block.add(Linear.builder().setUnits(shape.outputs()).build());
      };

  static StackedModelFactory stacked(OptimizerSpec spec) {
    return new StackedModelFactory(spec, DeviceChoice.CPU);
  }

  static BlockModelFactory blocks(OptimizerSpec spec) {
    return new BlockModelFactory(MLP, spec, DeviceChoice.CPU);
  }

  /** Both kinds of model. */
  static List<DeviceModelFactory> kinds(OptimizerSpec spec) {
    return List.of(stacked(spec), blocks(spec));
  }

  static ModelShape shape(Task task, int arms, Integer... hidden) {
    return new ModelShape(arms, 4, List.of(hidden), task == Task.MULTICLASS ? 3 : 1, task);
  }

  /** One mini-batch. */
  record Batch(float[] inputs, float[] labels, float[] weights, int rows) {

    static Batch of(SplittableRandom random, ModelShape shape, int rows) {
      float[] labels = numbers(random, rows);
      for (int i = 0; shape.task().isClassification() && i < rows; i++) {
        labels[i] = random.nextInt(Math.max(2, shape.outputs()));
      }
      float[] weights = numbers(random, shape.arms() * rows);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = 0.2f + Math.abs(weights[i]);
      }
      return new Batch(
          numbers(random, shape.arms() * rows * shape.inputs()), labels, weights, rows);
    }

    Model.Step train(Model model) {
      return model.train(inputs, labels, weights, rows, true);
    }

    /** The same rows as one arm sees them. */
    Batch of(int arm) {
      int arms = weights.length / rows;
      return new Batch(part(inputs, arm, arms), labels, part(weights, arm, arms), rows);
    }
  }

  /** One of several equal parts. */
  static float[] part(float[] numbers, int part, int parts) {
    int size = numbers.length / parts;
    return Arrays.copyOfRange(numbers, part * size, (part + 1) * size);
  }

  /** Uniform numbers in (-1, 1). */
  static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (2 * random.nextDouble() - 1);
    }
    return numbers;
  }

  /** Trains on the given number of seeded batches of 8 rows. */
  static void train(Model model, SplittableRandom random, int steps) {
    for (int i = 0; i < steps; i++) {
      Batch.of(random, model.shape(), 8).train(model);
    }
  }

  /** A snapshot as bits, for comparison without tolerance. */
  static List<List<Integer>> bits(Model.Snapshot snapshot) {
    return List.of(
        bits(snapshot.parameters()),
        Arrays.stream(snapshot.moments()).flatMap(m -> bits(m).stream()).toList(),
        List.of((int) snapshot.steps()));
  }

  static List<Integer> bits(float[] numbers) {
    Integer[] bits = new Integer[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return List.of(bits);
  }
}
