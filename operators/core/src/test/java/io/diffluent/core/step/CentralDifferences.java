package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.state.SeededRandom;
import java.util.List;

/**
 * Holds a pullback against central differences, in double precision, for a smooth scalar loss of
 * everything that leaves the step.
 */
record CentralDifferences(Step step, Parameters parameters, Batch in) {

  private static final double H = 1e-5;

  /** For a difference that may have straddled a kink. */
  private static final double CLOSER = 1e-7;

  private static final double TOLERANCE = 1e-5;

  /** Every parameter, and every number of the batch that a step may change. */
  void check() {
    checkParameters();
    BatchGradient gradient = gradient(Parameters.zeros(step.parameters()));
    check("x", in.x(), gradient.x());
    check("g", in.g(), gradient.g());
    check("weight", in.weights(), gradient.weights());
    check("value", in.alternatives().value(), gradient.value());
  }

  void checkParameters() {
    Parameters gradients = Parameters.zeros(step.parameters());
    gradient(gradients);
    for (ParameterGroup group : step.parameters()) {
      check(group.name(), parameters.get(group.name()), gradients.get(group.name()));
    }
  }

  private BatchGradient gradient(Parameters gradients) {
    Step.Forward forward = step.forward(parameters, in);
    return forward.pullback().apply(slope(forward.out()), gradients);
  }

  private void check(String what, double[] values, double[] gradient) {
    assertThat(gradient).as(what).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue; // an abstention has no derivative
      }
      double expected = difference(values, i, H);
      if (Math.abs(gradient[i] - expected) > tolerance(expected)) {
        expected = difference(values, i, CLOSER);
      }
      assertThat(gradient[i])
          .as("%s: d %s %d", step.name(), what, i)
          .isCloseTo(expected, within(tolerance(expected)));
    }
  }

  private static double tolerance(double expected) {
    return TOLERANCE * Math.max(1, Math.abs(expected));
  }

  private double difference(double[] values, int i, double h) {
    double value = values[i];
    values[i] = value + h;
    double above = loss(step.forward(parameters, in).out());
    values[i] = value - h;
    double below = loss(step.forward(parameters, in).out());
    values[i] = value;
    return (above - below) / (2 * h);
  }

  /** sum a v + b v^2 / 2, with fixed random a and b. */
  private static double loss(Batch out) {
    double loss = 0;
    int seed = 0;
    for (double[] field : fields(out)) {
      SeededRandom random = new SeededRandom(seed++);
      for (double value : field) {
        double a = 2 * random.nextDouble() - 1;
        double b = 2 * random.nextDouble() - 1;
        loss += Double.isNaN(value) ? 0 : (a + b * value / 2) * value;
      }
    }
    return loss;
  }

  static BatchGradient slope(Batch out) {
    double[][] slopes = new double[4][];
    int seed = 0;
    for (double[] field : fields(out)) {
      SeededRandom random = new SeededRandom(seed);
      slopes[seed] = new double[field.length];
      for (int i = 0; i < field.length; i++) {
        double a = 2 * random.nextDouble() - 1;
        double b = 2 * random.nextDouble() - 1;
        slopes[seed][i] = Double.isNaN(field[i]) ? 0 : a + b * field[i];
      }
      seed++;
    }
    return new BatchGradient(slopes[0], slopes[1], slopes[2], slopes[3]);
  }

  private static List<double[]> fields(Batch batch) {
    return List.of(batch.x(), batch.g(), batch.weights(), batch.alternatives().value());
  }
}
