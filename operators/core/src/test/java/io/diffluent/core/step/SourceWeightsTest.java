package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import org.junit.jupiter.api.Test;

class SourceWeightsTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new SourceWeights(context);
  }

  @Test
  void everyExampleIsWeighedByItsSource() {
    Tables tables = new Tables(3);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch();
    Batch out = step.forward(parameters, in).out();
    double[] w = Softmax.of(parameters.get(SourceWeights.LOGITS));
    for (int i = 0; i < in.rows(); i++) {
      assertThat(out.weights()[i]).isCloseTo(in.weights()[i] * w[in.sources()[i]], within(1e-15));
    }
  }

  @Test
  void withoutATrustedSourceNobodyIsBelievedMuch() {
    StepContext trusting = Tables.context();
    StepContext alone =
        new StepContext(
            trusting.encoding(),
            trusting.detectors(),
            trusting.repairs(),
            trusting.sources(),
            false,
            trusting.update());
    double[] judged = afterAHundredSteps(new SourceWeights(trusting));
    double[] guessed = afterAHundredSteps(new SourceWeights(alone));
    assertThat(judged[0]).isGreaterThan(0.99);
    assertThat(guessed[0]).isBetween(0.4, 0.8);
  }

  /** The weights after steps that all speak for the first source. */
  private static double[] afterAHundredSteps(SourceWeights step) {
    Parameters parameters = Parameters.start(step.parameters());
    Parameters gradients = Parameters.zeros(step.parameters());
    StepOptimizer optimizer = new StepOptimizer(step.parameters());
    for (int i = 0; i < 100; i++) {
      System.arraycopy(new double[] {-2, 1, 1}, 0, gradients.get(SourceWeights.LOGITS), 0, 3);
      optimizer.update(ParameterGroup.Rule.LOOK_AHEAD, parameters, gradients);
    }
    return Softmax.of(parameters.get(SourceWeights.LOGITS));
  }

  @Test
  void learnsByLookAheadNeverFromItsOwnBatch() {
    assertThat(step(Tables.context()).parameters())
        .extracting(ParameterGroup::rule)
        .containsOnly(ParameterGroup.Rule.LOOK_AHEAD);
  }
}
