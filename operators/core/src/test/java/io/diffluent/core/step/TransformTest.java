package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import java.util.Arrays;
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

  @Test
  void categoriesAndZeroStayAsTheyAre() {
    Tables tables = new Tables(9);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch();
    Arrays.fill(in.x(), in.at(1, 0), in.at(1, 0) + 1, 0);
    Batch out = step.forward(parameters, in).out();
    assertThat(out.x()[out.at(1, 0)]).isZero();
    for (int j = 0; j < 3; j++) {
      assertThat(out.x()[out.at(2, 1) + j]).isEqualTo(in.x()[in.at(2, 1) + j]);
    }
  }
}
