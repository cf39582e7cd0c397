package io.diffluent.engine;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Prints how long a step takes; run by hand. */
final class StepLatency {

  private StepLatency() {}

  public static void main(String[] arguments) {
    ModelFactory stacked = new StackedModelFactory(OptimizerSpec.Adam.of(0.001), DeviceChoice.AUTO);
    ModelFactory blocks =
        new BlockModelFactory(Examples.MLP, OptimizerSpec.Adam.of(0.001), DeviceChoice.AUTO);
    System.out.println(EngineStart.check(DeviceChoice.AUTO));
    for (int[] size : new int[][] {{2, 32}, {2, 256}, {32, 32}, {2, 32}}) {
      print("stacked", stacked, size[0], size[1]);
    }
    print("blocks", blocks, 2, 32);
  }

  private static void print(String name, ModelFactory factory, int arms, int rows) {
    ModelShape shape = new ModelShape(arms, 40, List.of(64, 64), 1, Task.BINARY);
    SplittableRandom random = new SplittableRandom(5);
    float[] inputs = Examples.numbers(random, arms * rows * 40);
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(2);
    }
    float[] weights = new float[arms * rows];
    Arrays.fill(weights, 1);
    try (Model model = factory.create(shape, Set.of(), 1)) {
      double train = median(() -> model.train(inputs, labels, weights, rows, false));
      double both = median(() -> model.train(inputs, labels, weights, rows, true));
      double predict = median(() -> model.predict(inputs, rows));
      System.out.printf(
          "%s arms=%d rows=%d: train %.3f ms, with input gradient %.3f ms, predict %.3f ms%n",
          name, arms, rows, train, both, predict);
    }
  }

  private static double median(Runnable call) {
    double[] times = new double[4000];
    for (int i = -4000; i < times.length; i++) {
      long start = System.nanoTime();
      call.run();
      times[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
