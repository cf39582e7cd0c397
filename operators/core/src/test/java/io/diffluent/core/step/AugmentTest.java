package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is scored is never perturbed, and one-hot weights are one augmentation. */
class AugmentTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new Augment(context);
  }

  @Test
  void aBatchThatIsScoredPassesUnchanged() {
    Augment step = new Augment(Tables.context());
    Batch in = new Tables(3).batch();
    assertThat(step.forward(Parameters.start(step.parameters()), in).out()).isSameAs(in);
  }

  @Test
  void theSameSeedPerturbsInTheSameWayAndAnotherDoesNot() {
    Augment step = new Augment(Tables.context());
    Parameters start = Parameters.start(step.parameters());
    Batch in = new Tables(3).batch();
    double[] first = step.forward(start, in.withDraw(11)).out().x();
    assertThat(step.forward(start, in.withDraw(11)).out().x()).isEqualTo(first);
    assertThat(step.forward(start, in.withDraw(12)).out().x()).isNotEqualTo(first);
  }

  @Test
  void nothingIsTheIdentityAndDropoutEmptiesATenthOfTheCells() {
    Augment step = new Augment(Tables.context());
    Tables tables = new Tables(5);
    int emptied = 0;
    int cells = 0;
    for (int i = 1; i <= 200; i++) {
      Batch in = tables.batch().withDraw(i);
      assertThat(step.forward(alone(step, 0), in).out().x()).isEqualTo(in.x());
      double[] dropped = step.forward(alone(step, 1), in).out().x();
      for (int j = 0; j < dropped.length; j++) {
        cells++;
        emptied += dropped[j] == 0 ? 1 : 0;
        assertThat(dropped[j] == 0 || dropped[j] == in.x()[j]).isTrue();
      }
    }
    assertThat(emptied / (double) cells).isCloseTo(0.1, within(0.02));
  }

  @Test
  void swappedCellsComeFromTheSameColumn() {
    Augment step = new Augment(Tables.context());
    Batch in = new Tables(6).batch().withDraw(21);
    double[] swapped = step.forward(alone(step, 3), in).out().x();
    int width = in.encoding().width();
    for (int j = 0; j < swapped.length; j++) {
      int column = j % width;
      double[] same = new double[in.rows()];
      Arrays.setAll(same, row -> in.x()[row * width + column]);
      assertThat(same).contains(swapped[j]);
    }
    assertThat(swapped).isNotEqualTo(in.x());
  }

  private static Parameters alone(Augment step, int augmentation) {
    Parameters parameters = Parameters.start(step.parameters());
    parameters.get(Augment.LOGITS)[augmentation] = 5000;
    return parameters;
  }
}
