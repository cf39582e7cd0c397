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
  void learnsByLookAheadNeverFromItsOwnBatch() {
    assertThat(step(Tables.context()).parameters())
        .extracting(ParameterGroup::rule)
        .containsOnly(ParameterGroup.Rule.LOOK_AHEAD);
  }
}
