package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Task;
import io.diffluent.engine.Examples.Batch;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The optimizers against their formulas. */
class OptimizerTest {

  private static final ModelShape SHAPE = Examples.shape(Task.REGRESSION, 1, 8);

  @Test
  void adamFollowsThePaper() {
    OptimizerSpec.Adam spec = new OptimizerSpec.Adam(0.01, 0.9, 0.99, 1e-3);
    try (Model model = Examples.stacked(spec).create(SHAPE, Set.of(), 1)) {
      double[] p = ReferenceMlp.doubles(model.snapshot().parameters());
      double[] m = new double[p.length];
      double[] v = new double[p.length];
      SplittableRandom random = new SplittableRandom(4);
      for (int t = 1; t <= 100; t++) {
        Batch batch = Batch.of(random, SHAPE, 8);
        Arrays.fill(batch.weights(), 1);
        float[] g = model.gradient(0, batch.inputs(), batch.labels(), 8, false).parameters();
        for (int i = 0; i < p.length; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
          double first = m[i] / (1 - Math.pow(0.9, t));
          double second = v[i] / (1 - Math.pow(0.99, t));
          p[i] -= 0.01 * first / (Math.sqrt(second) + 1e-3);
        }
        batch.train(model);
      }
      Model.Snapshot snapshot = model.snapshot();
      assertThat(snapshot.steps()).isEqualTo(100);
      assertThat(ReferenceMlp.doubles(snapshot.parameters())).containsExactly(p, within(1e-4));
      assertThat(ReferenceMlp.doubles(snapshot.moments()[0])).containsExactly(m, within(1e-4));
      assertThat(ReferenceMlp.doubles(snapshot.moments()[1])).containsExactly(v, within(1e-4));
      float[] scale = model.preconditioner(0);
      for (int i = 0; i < scale.length; i++) {
        double expected = 1 / (Math.sqrt(v[i]) + 1e-8);
        assertThat((double) scale[i]).isCloseTo(expected, within(1e-3 * expected));
      }
    }
  }

  /** Arithmetic with subnormal numbers is many times slower than with others. */
  @Test
  void momentsOfAnInputThatFallsSilentDoNotBecomeSubnormal() {
    try (Model model = Examples.stacked(Examples.ADAM).create(SHAPE, Set.of(), 1)) {
      SplittableRandom random = new SplittableRandom(4);
      Examples.train(model, random, 10);
      assertThat(model.snapshot().moments()[0][0]).isNotZero();
      for (int t = 0; t < 1500; t++) {
        Batch batch = Batch.of(random, SHAPE, 8);
        for (int row = 0; row < 8; row++) {
          batch.inputs()[row * SHAPE.inputs()] = 0;
        }
        batch.train(model);
      }
      for (float[] moment : model.snapshot().moments()) {
        for (float value : moment) {
          assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL).isTrue();
        }
      }
      float[] first = Arrays.copyOf(model.snapshot().moments()[0], SHAPE.firstUnits());
      assertThat(first).containsOnly(0); // the weights of the first input come first
    }
  }

  @Test
  void plainDescentHasNoMomentsAndNoScale() {
    try (Model model = Examples.stacked(Examples.SGD).create(SHAPE, Set.of(), 1)) {
      Batch batch = Batch.of(new SplittableRandom(4), SHAPE, 8);
      Arrays.fill(batch.weights(), 1);
      float[] expected = model.snapshot().parameters();
      float[] gradient = model.gradient(0, batch.inputs(), batch.labels(), 8, false).parameters();
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.05f * gradient[i];
      }

      batch.train(model);

      assertThat(model.snapshot().parameters()).containsExactly(expected, within(1e-6f));
      assertThat(model.snapshot().moments()).isEmpty();
      assertThat(model.preconditioner(0)).hasSize(expected.length).containsOnly(1);
    }
  }

  @Test
  void lookingAtTheGradientChangesNothing() {
    for (DeviceModelFactory factory : Examples.kinds(Examples.ADAM)) {
      try (Model model = factory.create(SHAPE, Set.of(), 1)) {
        Examples.train(model, new SplittableRandom(4), 3);
        Batch batch = Batch.of(new SplittableRandom(5), SHAPE, 8);
        Model.Snapshot before = model.snapshot();

        float[] first = model.gradient(0, batch.inputs(), batch.labels(), 8, false).parameters();
        float[] second = model.gradient(0, batch.inputs(), batch.labels(), 8, false).parameters();

        assertThat(second).containsExactly(first);
        assertThat(Examples.bits(model.snapshot())).isEqualTo(Examples.bits(before));
      }
    }
  }
}
