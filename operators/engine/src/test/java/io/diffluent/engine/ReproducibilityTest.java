package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Equal calls give equal bits: after a restore, in other threads, from a factory that travelled.
 */
class ReproducibilityTest {

  private static final ModelShape SHAPE = Examples.shape(Task.MULTICLASS, 2, 16, 16);

  static List<DeviceModelFactory> kinds() {
    return Examples.kinds(Examples.ADAM);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void restoredModelGoesOnBitForBit(DeviceModelFactory factory) {
    SplittableRandom random = new SplittableRandom(21);
    Model.Snapshot half;
    try (Model first = factory.create(SHAPE, Set.of(), 1)) {
      Examples.train(first, random, 100);
      half = first.snapshot();
    }
    try (Model whole = factory.create(SHAPE, Set.of(), 1);
        Model second = factory.create(SHAPE, Set.of(), 99)) {
      second.restore(half);
      assertThat(Examples.bits(second.snapshot())).isEqualTo(Examples.bits(half));

      Examples.train(second, random, 100);
      Examples.train(whole, new SplittableRandom(21), 200);

      assertThat(Examples.bits(second.snapshot())).isEqualTo(Examples.bits(whole.snapshot()));
    }
  }

  /**
   * What an answer may depend on when its record is scored again after a failure: nothing but the
   * model. On the processor we tried, it has the same bits wherever its row stands.
   */
  @ParameterizedTest
  @ValueSource(ints = {8, 32, 128})
  void answerDoesNotDependOnTheRowsBesideIt(int rows) {
    ModelShape shape = Examples.shape(Task.REGRESSION, 2, 64, 64);
    int inputs = shape.inputs();
    for (DeviceModelFactory factory : kinds()) {
      try (Model model = factory.create(shape, Set.of(), 1)) {
        Examples.train(model, new SplittableRandom(3), 20);
        SplittableRandom random = new SplittableRandom(4);
        float[] mine = new float[inputs];
        for (int i = 0; i < inputs; i++) {
          mine[i] = (float) (2 * random.nextDouble() - 1);
        }
        float[] zeros = Arrays.copyOf(mine, rows * inputs);
        float first = model.predict(1, zeros, rows)[0];
        for (int row = 0; row < rows; row++) {
          float[] others = new float[rows * inputs];
          for (int i = 0; i < others.length; i++) {
            others[i] = (float) (8 * random.nextDouble() - 4);
          }
          System.arraycopy(mine, 0, others, row * inputs, inputs);
          assertThat(model.predict(1, others, rows)[row])
              .as("row " + row)
              .isCloseTo(first, within(1e-6f * Math.abs(first)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void threadsDoNotDisturbEachOther(DeviceModelFactory factory) throws Exception {
    Callable<List<List<Integer>>> job =
        () -> {
          try (Model model = factory.create(SHAPE, Set.of(), 5)) {
            Examples.train(model, new SplittableRandom(6), 400);
            return Examples.bits(model.snapshot());
          }
        };
    List<List<Integer>> alone = job.call();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<List<Integer>>>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(threads.submit(job));
      }
      for (Future<List<List<Integer>>> result : results) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void restoreKeepsEveryBit(DeviceModelFactory factory) {
    try (Model model = factory.create(SHAPE, Set.of(), 1)) {
      Model.Snapshot start = model.snapshot();
      float[] odd = start.parameters();
      odd[0] = -0f;
      odd[1] = Float.MIN_VALUE;
      odd[2] = Float.MAX_VALUE;
      odd[3] = Float.NEGATIVE_INFINITY;
      Model.Snapshot given = new Model.Snapshot(odd, start.moments(), 12345);

      model.restore(given);

      assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(given));
      model.restore(new Model.Snapshot(new float[odd.length], start.moments(), 0));
      assertThat(model.snapshot().parameters()).containsOnly(0f);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void factoriesTravel(DeviceModelFactory factory) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(factory);
    }
    try (ObjectInputStream in =
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Model here = factory.create(SHAPE, Set.of(), 1);
        Model there = ((ModelFactory) in.readObject()).create(SHAPE, Set.of(), 1)) {
      assertThat(Examples.bits(there.snapshot())).isEqualTo(Examples.bits(here.snapshot()));
    }
  }

  @Test
  void seedMeansTheSameNumbersEverywhere() {
    float[] start = Layout.of(Examples.shape(Task.REGRESSION, 1)).draw(Set.of(), 42);
    SplittableRandom random = new SplittableRandom(42);
    for (float parameter : start) {
      assertThat(parameter).isEqualTo((float) (random.nextDouble() - 0.5));
    }
  }
}
