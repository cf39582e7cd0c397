package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CutTest extends StepContract {

  private static final int COLUMN = 2;

  @Override
  Step step(StepContext context) {
    return new Cut(context);
  }

  @Test
  void oneHotWeightsCutAtFourOrKeepWhatCame() {
    double[] numbers = {-20, -6, -4, -1, 4.5, 20};
    assertThat(after(numbers, 1000)).containsExactly(-4, -4, -4, -1, 4, 4);
    assertThat(after(numbers, -1000)).containsExactly(numbers);
    assertThat(after(numbers, 0)).containsExactly(-12, -5, -4, -1, 4.25, 12);
  }

  @Test
  void atFirstItIsNearlyACut() {
    Step step = step(Tables.context());
    Parameters start = Parameters.start(step.parameters());
    assertThat(column(step.forward(start, batch(new double[] {20, 4, -20, 1, 0, 3})).out()))
        .containsExactly(new double[] {4, 4, -4, 1, 0, 3}, within(0.3));
  }

  @Test
  void candidatesAreTreatedLikeWhatTheyStandFor() {
    Tables tables = new Tables(5);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch();
    Alternatives given = in.alternatives();
    for (int k = 0; k < given.count(); k++) {
      given.value()[k * given.repairs()] = 9;
    }
    Alternatives cut = step.forward(parameters, in).out().alternatives();
    for (int k = 0; k < given.count(); k++) {
      int column = given.column()[k];
      double[] u = Softmax.of(parameters.get(Cut.LOGITS), 2 * column, 2);
      boolean numeric = in.encoding().isNumeric(column);
      double expected = numeric ? 4 * u[0] + 9 * u[1] : 9;
      assertThat(cut.value()[k * given.repairs()]).isCloseTo(expected, within(1e-12));
    }
  }

  /** Where the label follows from the far tail, the weights find it out. */
  @Test
  void aLossThatWantsTheTailMovesTheWeights() {
    Step step = step(Tables.context());
    Parameters parameters = Parameters.start(step.parameters());
    StepOptimizer optimizer = new StepOptimizer(step.parameters());
    Batch in = batch(new double[] {9, 15, -12, 7, 1, -2});
    double[] before = share(parameters);
    for (int t = 0; t < 100; t++) {
      Parameters gradients = Parameters.zeros(step.parameters());
      Step.Forward forward = step.forward(parameters, in);
      double[] dx = new double[in.x().length];
      for (int row = 0; row < in.rows(); row++) {
        int at = in.at(row, COLUMN);
        dx[at] = forward.out().x()[at] - in.x()[at]; // of half the squared distance to what came
      }
      forward
          .pullback()
          .apply(
              new BatchGradient(
                  dx,
                  new double[in.g().length],
                  new double[in.rows()],
                  new double[in.alternatives().value().length]),
              gradients);
      optimizer.update(ParameterGroup.Rule.SAME_BATCH, parameters, gradients);
    }
    assertThat(before[0]).isGreaterThan(0.95);
    assertThat(share(parameters)[0]).isLessThan(0.05);
    // The other numeric column had nothing beyond four units, and stays where it was.
    assertThat(Softmax.of(parameters.get(Cut.LOGITS), 0, 2)[0]).isCloseTo(before[0], within(1e-12));
  }

  @Test
  void thePapersOwnCutsAtFourAndHasNothingToLearn() {
    Step plain = Cut.plain(Tables.context());
    assertThat(plain.parameters()).isEmpty();
    Batch in = batch(new double[] {-20, -6, -4, -1, 4.5, 20});
    assertThat(column(plain.forward(Parameters.start(plain.parameters()), in).out()))
        .containsExactly(-4, -4, -4, -1, 4, 4);
  }

  private double[] after(double[] numbers, double logitOfCut) {
    Step step = step(Tables.context());
    Parameters parameters = Parameters.start(step.parameters());
    double[] logits = parameters.get(Cut.LOGITS);
    for (int i = 0; i < logits.length; i += 2) {
      logits[i] = logitOfCut;
    }
    return column(step.forward(parameters, batch(numbers)).out());
  }

  private static double[] share(Parameters parameters) {
    return Softmax.of(parameters.get(Cut.LOGITS), 2 * COLUMN, 2);
  }

  /** A batch with these numbers in its second numeric column. */
  private static Batch batch(double[] numbers) {
    Batch batch = new Tables(3).batch();
    for (int row = 0; row < batch.rows(); row++) {
      batch.x()[batch.at(row, COLUMN)] = numbers[row];
    }
    return batch;
  }

  private static double[] column(Batch batch) {
    double[] column = new double[batch.rows()];
    Arrays.setAll(column, row -> batch.x()[batch.at(row, COLUMN)]);
    return column;
  }
}
