package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.repair.Repairs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnedFillTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new LearnedFill(context);
  }

  @Test
  void fillsNumericColumnsOnlyAndLeavesOtherRepairsAlone() {
    Tables tables = new Tables(5);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch();
    Alternatives before = in.alternatives();
    Alternatives after = step.forward(parameters, in).out().alternatives();
    int learned = Repairs.names().indexOf(Repairs.LEARNED);
    for (int k = 0; k < after.count(); k++) {
      for (int r = 0; r < after.repairs(); r++) {
        double value = after.value()[k * after.repairs() + r];
        if (r == learned && in.encoding().isNumeric(after.column()[k])) {
          assertThat(value).isEqualTo(parameters.get(LearnedFill.VALUES)[after.column()[k]]);
        } else {
          assertThat(value).isEqualTo(Double.valueOf(before.value()[k * after.repairs() + r]));
        }
      }
    }
  }

  @Test
  void startsAtTheColumnsCentre() {
    Parameters start = Parameters.start(step(Tables.context()).parameters());
    assertThat(Arrays.stream(start.get(LearnedFill.VALUES))).containsOnly(0.0);
  }
}
