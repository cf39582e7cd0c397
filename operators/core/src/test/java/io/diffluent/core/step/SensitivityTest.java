package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {

  private static final Encoding ENCODING = Tables.context().encoding();

  private final SeededRandom random = new SeededRandom(23);
  private final Batch batch = new Tables(5).batch();

  @Test
  void isTheFormulaWrittenOut() {
    BatchGradient gradient = gradient(1);
    double[] shares = Sensitivity.of(batch, gradient, 0.3).shares();
    assertThat(shares).hasSize(ENCODING.columns().size());
    for (int c = 0; c < shares.length; c++) {
      double squares = 0;
      for (int row = 0; row < batch.rows(); row++) {
        double slope = 0;
        for (int j = 0; j < ENCODING.size(c); j++) {
          int at = batch.at(row, c) + j;
          double own = batch.rows() * gradient.x()[at];
          slope += ENCODING.isNumeric(c) ? own : own * batch.x()[at];
        }
        squares += slope * slope / batch.rows();
      }
      double share = Math.min(1, 2 * 0.3 / Math.sqrt(squares));
      assertThat(shares[c]).isCloseTo(share, within(1e-12));
    }
    assertThat(Arrays.stream(shares).min().orElseThrow()).isLessThan(1);
  }

  @Test
  void theScaleOfTheLossChangesNothing() {
    double[] shares = Sensitivity.of(batch, gradient(1), 0.3).shares();
    for (double scale : new double[] {1e-6, 1e6}) {
      double[] scaled =
          Sensitivity.of(batch, new SensitivityTest().gradient(scale), 0.3 * scale).shares();
      assertThat(scaled).containsExactly(shares, within(1e-9));
    }
  }

  @Test
  void noShareIsAboveOne() {
    assertThat(Sensitivity.of(batch, gradient(1e-6), 1).shares()).containsOnly(1);
    assertThat(Sensitivity.of(batch, gradient(1), 1e9).shares()).containsOnly(1);
  }

  @Test
  void aColumnThatTheLossDoesNotHangOnHasFullRates() {
    BatchGradient gradient = gradient(1);
    for (int row = 0; row < batch.rows(); row++) {
      gradient.x()[batch.at(row, 2)] = 0;
    }
    assertThat(Sensitivity.of(batch, gradient, 1e-9).shares()[2]).isEqualTo(1);
    assertThat(Sensitivity.of(batch, gradient, 0).shares()[0]).isZero();
    Arrays.fill(gradient.x(), 0);
    assertThat(Sensitivity.of(batch, gradient, 0).shares()).containsOnly(1);
  }

  /** What a step may do to a record's loss follows from the mean loss, however steep it is. */
  @Test
  void theSteeperTheLossTheSmallerTheStep() {
    double before = Double.POSITIVE_INFINITY;
    for (double steepness : new double[] {1, 10, 100}) {
      BatchGradient gradient = new SensitivityTest().gradient(steepness);
      double share = Sensitivity.of(batch, gradient, 0.01).shares()[0];
      double slope = 0;
      for (int row = 0; row < batch.rows(); row++) {
        slope += Math.pow(batch.rows() * gradient.x()[batch.at(row, 0)], 2) / batch.rows();
      }
      assertThat(share * Math.sqrt(slope)).isCloseTo(2 * 0.01, within(1e-12));
      assertThat(share).isLessThan(before);
      before = share;
    }
  }

  /** Numeric are the first and the third column. */
  @Test
  void everyWeightOfAColumnKnowsIt() {
    StepContext context = Tables.context();
    List<ParameterGroup> transform = Steps.pipeline(List.of("transform"), context).parameters();
    assertThat(transform.get(0).columns())
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    assertThat(transform.get(1).columns())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    assertThat(Steps.pipeline(List.of("feature-gate"), context).parameters().get(0).columns())
        .containsExactly(0, 1, 2, 3);
    assertThat(Steps.pipeline(List.of("mixture"), context).parameters())
        .allSatisfy(group -> assertThat(group.columns()).isEmpty());
  }

  private BatchGradient gradient(double scale) {
    double[] dx = new double[batch.x().length];
    Arrays.setAll(dx, i -> scale * (random.nextDouble() - 0.5));
    return new BatchGradient(dx, new double[0], new double[0], new double[0]);
  }
}
