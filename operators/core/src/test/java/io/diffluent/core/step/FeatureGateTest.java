package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The mean is a constant of the pullback, so central differences hold it constant, too. */
class FeatureGateTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new FeatureGate(context, 0.55);
  }

  @Test
  void theOpenStartIsTheIdentity() {
    FeatureGate gate = new FeatureGate(Tables.context());
    Batch in = new Tables(3).batch();
    Batch out = gate.forward(Parameters.start(gate.parameters()), in).out();
    assertThat(out.x()).containsExactly(in.x(), within(1e-15));
  }

  @Test
  void dividesByTheMeanOpennessAndHoldsItConstantOnTheWayBack() {
    Tables tables = new Tables(4);
    FeatureGate gate = new FeatureGate(Tables.context());
    Parameters parameters = tables.parameters(gate);
    Batch in = tables.batch();
    double[] open = FeatureGate.openness(parameters.get(FeatureGate.LOGITS));
    double mean = Arrays.stream(open).map(s -> s * s).sum() / Arrays.stream(open).sum();
    Step.Forward forward = gate.forward(parameters, in);
    for (int row = 0; row < in.rows(); row++) {
      assertThat(forward.out().x()[in.at(row, 2)])
          .isCloseTo(in.x()[in.at(row, 2)] * open[2] / mean, within(1e-12));
    }
    FeatureGate fixed = new FeatureGate(Tables.context(), mean);
    Parameters actual = Parameters.zeros(gate.parameters());
    Parameters expected = Parameters.zeros(gate.parameters());
    forward.pullback().apply(CentralDifferences.slope(forward.out()), actual);
    Step.Forward held = fixed.forward(parameters, in);
    held.pullback().apply(CentralDifferences.slope(held.out()), expected);
    assertThat(actual.get(FeatureGate.LOGITS))
        .containsExactly(expected.get(FeatureGate.LOGITS), within(1e-12));
  }

  @Test
  void closedColumnsDoNotMakeTheOthersLouder() {
    double[] open = new double[62];
    Arrays.fill(open, 0, 12, 0.9);
    Arrays.fill(open, 12, 62, 0.01);
    assertThat(open[0] / FeatureGate.mean(open)).isBetween(1.0, 1.06);
  }

  @Test
  void thePenaltyIsTheDerivativeOfTheSumOfOpenGates() {
    double[] logits = {-2, 0, 0.5, 3};
    double[] gradient = {1, 1, 1, 1};
    StepOptimizer.addPenalty(logits, gradient, 0.001);
    for (int c = 0; c < logits.length; c++) {
      double h = 1e-5;
      double slope = (Softmax.sigmoid(logits[c] + h) - Softmax.sigmoid(logits[c] - h)) / (2 * h);
      assertThat(gradient[c]).isCloseTo(1 + 0.001 * slope, within(1e-9));
    }
  }
}
