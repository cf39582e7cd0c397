package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new Transform(context);
  }

  @Test
  void oneHotWeightsAreTheTransformationsOfThePaper() {
    for (int t = 0; t < Transform.NAMES.size(); t++) {
      Step step = step(Tables.context());
      Parameters parameters = Parameters.start(step.parameters());
      double[] logits = parameters.get(Transform.LOGITS);
      for (int i = t; i < logits.length; i += Transform.NAMES.size()) {
        logits[i] = 1000;
      }
      Arrays.fill(parameters.get(LearnedCurve.HEIGHTS), 0);
      Batch in = new Tables(7).batch();
      Batch out = step.forward(parameters, in).out();
      for (int row = 0; row < in.rows(); row++) {
        for (int column : new int[] {0, 2}) {
          double x = in.x()[in.at(row, column)];
          double expected =
              switch (Transform.NAMES.get(t)) {
                case "identity" -> x;
                case "signed-log" -> Math.signum(x) * Math.log(1 + 2 * Math.abs(x));
                case "tanh" -> 2 * Math.tanh(x / 1.5);
                case "soft-threshold" -> 1.5 * Math.signum(x) * Math.max(Math.abs(x) - 1, 0);
                default -> throw new IllegalStateException(Transform.NAMES.get(t));
              };
          assertThat(out.x()[out.at(row, column)]).isCloseTo(expected, within(1e-12));
        }
      }
    }
  }

  /** At the knots exactly; between them nearly, where the mixture is no straight line either. */
  @Test
  void aColumnStartsStraightAndBeyondTheKnotsFlatter() {
    Step step = step(Tables.context());
    Parameters parameters = Parameters.start(step.parameters());
    Batch in = new Tables(7).batch();
    double[] numbers = {-2, -1, -0.5, 0.25, 1.25, 1.9};
    for (int row = 0; row < in.rows(); row++) {
      in.x()[in.at(row, 2)] = numbers[row];
    }
    in.x()[in.at(0, 0)] = 4;
    Batch out = step.forward(parameters, in).out();
    for (int row = 0; row < in.rows(); row++) {
      double tolerance = row < 3 ? 1e-12 : 0.02;
      assertThat(out.x()[out.at(row, 2)]).isCloseTo(numbers[row], within(tolerance));
    }
    assertThat(out.x()[out.at(0, 0)]).isBetween(3.0, 3.6);
  }

  @Test
  void categoriesStayAsTheyAreAndZeroDoesButForTheFreeCurve() {
    Tables tables = new Tables(9);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    double atZero = LearnedCurve.in(parameters, 0).at(0);
    Batch in = tables.batch();
    Arrays.fill(in.x(), in.at(1, 0), in.at(1, 0) + 1, 0);
    Batch out = step.forward(parameters, in).out();
    assertThat(out.x()[out.at(1, 0)]).isEqualTo(atZero).isNotZero();
    for (int j = 0; j < 3; j++) {
      assertThat(out.x()[out.at(2, 1) + j]).isEqualTo(in.x()[in.at(2, 1) + j]);
    }
  }

  /** A V: all named transformations are odd, and so is every mixture of them. */
  @Test
  void aLossThatWantsAnotherCurveGetsIt() {
    List<ParameterGroup> groups = step(Tables.context()).parameters();
    double before = farFromAV(Parameters.start(groups), null);
    assertThat(before).isGreaterThan(1);
    assertThat(learned(groups.stream().map(TransformTest::withoutShrinking).toList()))
        .isLessThan(0.01);
    // Heights that shrink stop short of it.
    assertThat(learned(groups)).isLessThan(before / 5);
  }

  /** How far a transformation is from a V that has learned as these groups do. */
  private double learned(List<ParameterGroup> groups) {
    Parameters parameters = Parameters.start(groups);
    StepOptimizer optimizer = new StepOptimizer(groups);
    for (int t = 0; t < 400; t++) {
      Parameters gradients = Parameters.zeros(groups);
      farFromAV(parameters, gradients);
      optimizer.update(ParameterGroup.Rule.SAME_BATCH, parameters, gradients);
    }
    return farFromAV(parameters, null);
  }

  private static ParameterGroup withoutShrinking(ParameterGroup group) {
    return new ParameterGroup(
        group.name(),
        group.entries(),
        group.start(),
        group.simplex(),
        group.update().shrinking(0),
        group.rule(),
        group.columns());
  }

  /** Half the mean squared distance to |x|; adds its gradients if there is a place for them. */
  private double farFromAV(Parameters parameters, Parameters gradients) {
    double[] numbers = {-2, -1.25, -0.5, 0.5, 1.25, 2};
    Batch in = new Tables(3).batch();
    for (int row = 0; row < in.rows(); row++) {
      in.x()[in.at(row, 2)] = numbers[row];
    }
    Step.Forward forward = step(Tables.context()).forward(parameters, in);
    double[] dx = new double[in.x().length];
    double loss = 0;
    for (int row = 0; row < in.rows(); row++) {
      double distance = forward.out().x()[in.at(row, 2)] - Math.abs(numbers[row]);
      dx[in.at(row, 2)] = distance / in.rows();
      loss += distance * distance / 2 / in.rows();
    }
    if (gradients != null) {
      double[] none = new double[in.alternatives().value().length];
      BatchGradient slope =
          new BatchGradient(dx, new double[in.g().length], new double[in.rows()], none);
      forward.pullback().apply(slope, gradients);
    }
    return loss;
  }
}
