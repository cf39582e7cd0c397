package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import io.diffluent.engine.Examples.Batch;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and gradients against a plain Java model in double precision. */
class GradientTest {

  private static final int ROWS = 6;

  static Stream<ModelShape> shapes() {
    return Stream.of(Task.values())
        .flatMap(
            task ->
                Stream.of(
                    Examples.shape(task, 2),
                    Examples.shape(task, 2, 5),
                    Examples.shape(task, 2, 6, 5)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void followTheReference(ModelShape shape) {
    try (Model model = Examples.stacked(Examples.SGD).create(shape, Set.of(), 1)) {
      SplittableRandom random = new SplittableRandom(3);
      Batch batch = smoothBatch(model, random);
      float[] parameters = model.snapshot().parameters();
      ReferenceMlp reference = new ReferenceMlp(shape);

      for (int arm = 0; arm < 2; arm++) {
        Batch view = batch.of(arm);
        double[] p = ReferenceMlp.doubles(Examples.part(parameters, arm, 2));
        double[] x = ReferenceMlp.doubles(view.inputs());
        float[] even = {1, 1, 1, 1, 1, 1};
        near(
            model.gradient(arm, view.inputs(), view.labels(), ROWS, false).parameters(),
            ReferenceMlp.slope(q -> reference.loss(q, x, view.labels(), even), p));
      }

      Model.Step step = batch.train(model);

      assertThat(step.applied()).isTrue();
      float[] after = model.snapshot().parameters();
      for (int arm = 0; arm < 2; arm++) {
        Batch view = batch.of(arm);
        double[] p = ReferenceMlp.doubles(Examples.part(parameters, arm, 2));
        double[] x = ReferenceMlp.doubles(view.inputs());
        assertThat((double) step.losses()[arm])
            .isCloseTo(reference.loss(p, x, view.labels(), view.weights()), within(1e-5));
        near(
            Examples.part(step.inputGradient(), arm, 2),
            ReferenceMlp.slope(y -> reference.loss(p, y, view.labels(), view.weights()), x));
        double[] slope =
            ReferenceMlp.slope(q -> reference.loss(q, x, view.labels(), view.weights()), p);
        for (int i = 0; i < p.length; i++) {
          p[i] -= 0.05 * slope[i];
        }
        near(Examples.part(after, arm, 2), p);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void predictionsAreTheReferenceOutputs(ModelShape shape) {
    try (Model model = Examples.stacked(Examples.SGD).create(shape, Set.of(), 2)) {
      float[] inputs = Examples.numbers(new SplittableRandom(1), 2 * shape.inputs());
      double[] p = ReferenceMlp.doubles(Examples.part(model.snapshot().parameters(), 1, 2));
      double[] x = ReferenceMlp.doubles(Examples.part(inputs, 1, 2));

      float[] outputs = model.predict(inputs, 1);

      near(Examples.part(outputs, 1, 2), new ReferenceMlp(shape).outputs(p, x));
    }
  }

  /** Gives the arms different parameters and finds rows on which no unit is near its kink. */
  private static Batch smoothBatch(Model model, SplittableRandom random) {
    ReferenceMlp reference = new ReferenceMlp(model.shape());
    int size = model.snapshot().parameters().length;
    for (int attempt = 0; attempt < 200; attempt++) {
      float[] parameters = Examples.numbers(random, size);
      Batch batch = Batch.of(random, model.shape(), ROWS);
      boolean smooth =
          List.of(0, 1).stream()
              .allMatch(
                  arm ->
                      reference.distanceFromKink(
                              ReferenceMlp.doubles(Examples.part(parameters, arm, 2)),
                              ReferenceMlp.doubles(batch.of(arm).inputs()))
                          > 1e-3);
      if (smooth) {
        model.restore(new Model.Snapshot(parameters, new float[0][], 0));
        return batch;
      }
    }
    throw new AssertionError("no smooth batch found");
  }

  private static void near(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .isCloseTo(expected[i], within(2e-5 + 1e-4 * Math.abs(expected[i])));
    }
  }
}
