package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.stats.NumericUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest extends StepContract {

  @Override
  Step step(StepContext context) {
    return new Mixture(context);
  }

  /** softmax(l_d + l_r) over all pairs, written out: the paper's mixture at its full cost. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void equalsTheMixtureOverAllDetectorRepairPairs(long seed) {
    Tables tables = new Tables(seed);
    Mixture mixture = new Mixture(Tables.context());
    Parameters parameters = tables.parameters(mixture);
    Batch in = tables.batch(mixture, parameters);
    Batch out = mixture.forward(parameters, in).out();
    double[] expected = in.x().clone();
    Alternatives a = in.alternatives();
    for (int k = 0; k < a.count(); k++) {
      int at = in.at(a.row()[k], a.column()[k]);
      int size = in.encoding().size(a.column()[k]);
      double[] mixed = pairs(parameters, in, k, at, size);
      System.arraycopy(mixed, 0, expected, at, size);
    }
    assertThat(out.x()).containsExactly(expected, within(1e-12));
  }

  /** A draw has one repair for each cell, and all of them together are the mixture. */
  @Test
  void drawsAreSingleRepairsWhoseMeanIsTheMixture() {
    Tables tables = new Tables(9);
    Mixture mixture = new Mixture(Tables.context());
    Parameters parameters = tables.parameters(mixture);
    Batch in = tables.batch(mixture, parameters);
    Batch mean = mixture.forward(parameters, in).out();
    int draws = 20_000;
    double[] x = new double[in.x().length];
    double[] g = new double[in.g().length];
    for (int i = 1; i <= draws; i++) {
      Batch drawn = mixture.forward(parameters, in.withDraw(i)).out();
      if (i <= 100) {
        assertThat(drawn.alternatives().count()).isZero();
        oneRepairEach(in, mean, drawn);
      }
      for (int j = 0; j < x.length; j++) {
        x[j] += drawn.x()[j] / draws;
      }
      for (int j = 0; j < g.length; j++) {
        g[j] += drawn.g()[j] / draws;
      }
    }
    // Six standard errors of the widest cell there can be.
    assertThat(x).containsExactly(mean.x(), within(6 * 2 * NumericUnits.CUT / Math.sqrt(draws)));
    assertThat(g).containsExactly(mean.g(), within(6 * 0.5 / Math.sqrt(draws)));
  }

  private static void oneRepairEach(Batch in, Batch mean, Batch drawn) {
    Alternatives a = in.alternatives();
    for (int k = 0; k < a.count(); k++) {
      int gate = a.row()[k] * in.encoding().columns().size() + a.column()[k];
      double told = drawn.g()[gate];
      assertThat(told).isIn(0.0, 1.0, mean.g()[gate]);
      int at = in.at(a.row()[k], a.column()[k]);
      int size = in.encoding().size(a.column()[k]);
      double[] came = Arrays.copyOfRange(in.x(), at, at + size);
      double[] cell = Arrays.copyOfRange(drawn.x(), at, at + size);
      List<double[]> possible = new ArrayList<>();
      for (int r = 0; r < a.repairs(); r++) {
        double value = a.value()[k * a.repairs() + r];
        if (!Double.isNaN(value)) {
          int position = a.position()[k * a.repairs() + r];
          possible.add(towards(came, told, position, value));
        }
      }
      assertThat(possible.isEmpty() ? List.of(came) : possible).anyMatch(one -> isNear(one, cell));
    }
  }

  /** {@code z + b (P - z)} of one cell, P being {@code value} at {@code position}. */
  private static double[] towards(double[] z, double b, int position, double value) {
    double[] mixed = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      mixed[j] = z[j] + b * ((j == position ? value : 0) - z[j]);
    }
    return mixed;
  }

  /** Cells will be scored with the gate that is between 0 and 1, so the model must see it. */
  @Test
  void aQuarterOfTheGatesIsDrawn() {
    Mixture mixture = new Mixture(Tables.context());
    Tables tables = new Tables(17);
    Parameters parameters = tables.parameters(mixture);
    Batch in = tables.batch(mixture, parameters);
    Alternatives a = in.alternatives();
    double[] mean = mixture.forward(parameters, in).out().g();
    int between = 0;
    int drawn = 0;
    for (int i = 1; i <= 2_000; i++) {
      double[] told = mixture.forward(parameters, in.withDraw(i)).out().g();
      for (int k = 0; k < a.count(); k++) {
        int gate = a.row()[k] * in.encoding().columns().size() + a.column()[k];
        if (mean[gate] > 0 && mean[gate] < 1) {
          between++;
          drawn += told[gate] == mean[gate] ? 0 : 1;
        }
      }
    }
    // Six standard errors.
    double error = Math.sqrt(0.25 * 0.75 / between);
    assertThat(drawn / (double) between).isCloseTo(0.25, within(6 * error));
  }

  private static boolean isNear(double[] one, double[] other) {
    for (int j = 0; j < one.length; j++) {
      if (Math.abs(one[j] - other[j]) > 1e-12) {
        return false;
      }
    }
    return true;
  }

  private static double[] pairs(Parameters parameters, Batch in, int k, int at, int size) {
    Alternatives a = in.alternatives();
    double[] ld = parameters.get(Mixture.DETECTORS);
    double[] lr = parameters.get(Mixture.REPAIRS);
    double[] m = suspicions(parameters, a, k);
    double[] mixed = new double[size];
    double gate = 0;
    double total = 0;
    boolean proposes = false;
    for (int d = 0; d < ld.length; d++) {
      for (int r = 0; r < lr.length; r++) {
        double value = a.value()[k * a.repairs() + r];
        int position = a.position()[k * a.repairs() + r];
        if (Double.isNaN(value)) {
          continue;
        }
        proposes = true;
        double pair = Math.exp(ld[d] + lr[r]);
        total += pair;
        gate += pair * m[d];
        for (int j = 0; j < size; j++) {
          double candidate = j == position ? value : 0;
          mixed[j] += pair * (in.x()[at + j] + m[d] * (candidate - in.x()[at + j]));
        }
      }
    }
    if (!proposes || gate / total < Mixture.SMALLEST) {
      return Arrays.copyOfRange(in.x(), at, at + size);
    }
    for (int j = 0; j < size; j++) {
      mixed[j] /= total;
    }
    return mixed;
  }

  /** What every detector says about a cell; "none" says 0. */
  private static double[] suspicions(Parameters parameters, Alternatives a, int k) {
    double[] m = new double[a.detectors() + 1];
    for (int d = 0; d < a.detectors(); d++) {
      m[d] =
          Detectors.names().get(d).equals(Detectors.LEARNED)
              ? LearnedDetector.in(parameters).gate(a.column()[k], a.scores(), k * Scores.COUNT)
              : a.suspicion()[k * a.detectors() + d];
    }
    if (a.forced()[k]) {
      Arrays.fill(m, 1);
    }
    return m;
  }

  @Test
  void aGateBelowTheCutOffIsExactlyZeroAndItsCellStays() {
    Tables tables = new Tables(77);
    Mixture mixture = new Mixture(Tables.context());
    Parameters parameters = Parameters.start(mixture.parameters());
    Batch in = tables.batch();
    Arrays.fill(in.alternatives().suspicion(), 0.001f);
    Arrays.fill(in.alternatives().scores(), 0);
    Arrays.fill(in.alternatives().forced(), false);
    Batch out = mixture.forward(parameters, in).out();
    assertThat(out.x()).isEqualTo(in.x());
    Choices choices = mixture.choose(parameters, in.alternatives(), in.arena());
    assertThat(choices.count()).isPositive();
    assertThat(choices.gate()).containsOnly(0);
    assertThat(DoubleStream.of(choices.learned())).allMatch(learned -> learned < 0.01);
  }

  /** "below 0.5" is no 0.5, even where nothing is repaired. */
  @Test
  void theModelIsToldOfANumberThatStoodInAText() {
    Tables tables = new Tables(79);
    Mixture mixture = new Mixture(Tables.context());
    Parameters parameters = Parameters.start(mixture.parameters());
    Batch in = tables.batch();
    Arrays.fill(in.alternatives().suspicion(), 0);
    Arrays.fill(in.alternatives().scores(), 0);
    Arrays.fill(in.alternatives().forced(), false);
    Arrays.fill(in.alternatives().rescued(), true);
    Batch out = mixture.forward(parameters, in).out();
    assertThat(out.x()).isEqualTo(in.x());
    for (int k = 0; k < in.alternatives().count(); k++) {
      int column = in.alternatives().column()[k];
      assertThat(out.g()[in.alternatives().row()[k] * 4 + column]).isOne();
    }
  }

  @Test
  void aForcedCellIsRepairedWhateverTheDetectorsSay() {
    Tables tables = new Tables(78);
    Mixture mixture = new Mixture(Tables.context());
    Parameters parameters = tables.parameters(mixture);
    Batch in = tables.batch();
    Arrays.fill(in.alternatives().suspicion(), 0);
    Arrays.fill(in.alternatives().forced(), true);
    Batch out = mixture.forward(parameters, in).out();
    for (int k = 0; k < in.alternatives().count(); k++) {
      int column = in.alternatives().column()[k];
      assertThat(out.g()[in.alternatives().row()[k] * 4 + column]).isEqualTo(1);
    }
  }

  @Test
  void theLearnedDetectorStartsWithItsDocumentedWeights() {
    Parameters start = Parameters.start(new Mixture(Tables.context()).parameters());
    float[] scores = {3, 1, 2, 1, 5, 4};
    assertThat(LearnedDetector.in(start).gate(0, scores, 0))
        .isCloseTo(1 / (1 + Math.exp(6 - 1.5 * 3 - 8)), within(1e-12));
    double[] detectors = start.get(Mixture.DETECTORS);
    assertThat(detectors[Detectors.names().indexOf(Detectors.LEARNED)]).isEqualTo(2);
    assertThat(detectors[detectors.length - 1]).isZero();
  }

  @Test
  void repairsStartWithWhatTheyAreExpectedToBeWorth() {
    double[] ours =
        Softmax.of(
            Parameters.start(new Mixture(Tables.context()).parameters()).get(Mixture.REPAIRS));
    double constant = ours[Repairs.names().indexOf("median")];
    assertThat(ours[Repairs.names().indexOf("knn")]).isCloseTo(constant * Math.E, within(1e-12));
    assertThat(ours[Repairs.names().indexOf("rescale")])
        .isCloseTo(constant * Math.exp(2), within(1e-12));
    assertThat(ours[Repairs.names().indexOf("keep")])
        .isCloseTo(constant * Math.exp(-2), within(1e-12));
    double[] papers =
        Parameters.start(Mixture.plain(Tables.context()).parameters()).get(Mixture.REPAIRS);
    assertThat(papers).containsOnly(0);
  }
}
