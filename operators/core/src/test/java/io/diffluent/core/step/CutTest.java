package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  void oneHotWeightsCutAtFourOrFadeFromThere() {
    double[] numbers = {-20, -6, -4, -1, 4.5, 20};
    double[] cut = {-4, -4, -4, -1, 4, 4};
    double far = 4 + 2 * Math.log(9);
    double[] fade = {-far, -4 - 2 * Math.log(2), -4, -1, 4 + 2 * Math.log(1.25), far};
    assertThat(after(numbers, 1000)).containsExactly(cut, within(1e-12));
    assertThat(after(numbers, -1000)).containsExactly(fade, within(1e-12));
  }

  /** A kink would be a place where the loss gives no direction, or two. */
  @Test
  void whatFadesIsSmoothAtFourAndNeverTurnsBack() {
    double before = 0;
    double slope = 1;
    for (double z = 0.5; z <= 20; z += 0.5) {
      double faded = after(new double[] {z, 0, 0, 0, 0, 0}, -1000)[0];
      double rise = (faded - before) / 0.5;
      assertThat(rise).isPositive().isLessThanOrEqualTo(slope + 1e-9);
      before = faded;
      slope = rise;
    }
    double h = 1e-6;
    double[] around = after(new double[] {4, 4 + h, 0, 0, 0, 0}, -1000);
    assertThat((around[1] - around[0]) / h).isCloseTo(1, within(1e-5));
  }

  /** Where the label follows from the far tail, the weights find it out. */
  @Test
  void aLossThatWantsTheTailMovesTheWeights() {
    Step step = step(Tables.context());
    Parameters parameters = Parameters.start(step.parameters());
    StepOptimizer optimizer = new StepOptimizer(step.parameters());
    Batch in = batch(new double[] {9, 15, -12, 7, 1, -2});
    double[] before = share(parameters);
    for (int t = 0; t < 50; t++) {
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
    assertThat(before[0]).isGreaterThan(0.7);
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
    return Softmax.of(parameters.get(Cut.LOGITS), 2, 2);
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
