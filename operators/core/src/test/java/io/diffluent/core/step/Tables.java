package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Schema;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Random batches over a small table with numeric and categorical columns: forced cells, repairs
 * that abstain, candidates for "no category"; everything away from the kinks of the steps.
 */
final class Tables {

  static final int ROWS = 6;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.numeric("temperature"),
              Column.categorical("season", 3),
              Column.numeric("wind"),
              Column.categorical("day", 2)),
          Label.regression("count"),
          List.of("north", "south", "east"));

  private final SeededRandom random;

  Tables(long seed) {
    this.random = new SeededRandom(seed);
  }

  static StepContext context() {
    return new StepContext(
        Encoding.of(SCHEMA),
        Detectors.names(),
        Repairs.names(),
        SCHEMA.sources(),
        true,
        new ParameterGroup.Update.Natural(0.1));
  }

  Parameters parameters(Step step) {
    Parameters parameters = Parameters.start(step.parameters());
    for (String group : parameters.names()) {
      double[] values = parameters.get(group);
      for (int i = 0; i < values.length; i++) {
        values[i] += uniform(-0.6, 0.6);
      }
    }
    return parameters;
  }

  /** A batch whose gates, with these parameters of a mixture, stay away from the cut-off. */
  Batch batch(Step step, Parameters parameters) {
    Batch batch = batch();
    boolean mixes = parameters.names().contains(Mixture.DETECTORS);
    while (mixes && !isAwayFromCutOff(parameters, batch.alternatives())) {
      batch = batch();
    }
    return batch;
  }

  private static boolean isAwayFromCutOff(Parameters parameters, Alternatives alternatives) {
    double[] w = Softmax.of(parameters.get(Mixture.DETECTORS));
    int learned = Detectors.names().indexOf(Detectors.LEARNED);
    for (int k = 0; k < alternatives.count(); k++) {
      double gate = 0;
      for (int d = 0; d < alternatives.detectors(); d++) {
        gate +=
            w[d]
                * (d == learned
                    ? LearnedDetector.in(parameters)
                        .gate(alternatives.column()[k], alternatives.scores(), k * Scores.COUNT)
                    : alternatives.suspicion()[k * alternatives.detectors() + d]);
      }
      if (Math.abs(gate - Mixture.SMALLEST) < 1e-3) {
        return false;
      }
    }
    return true;
  }

  Batch batch() {
    Encoding encoding = context().encoding();
    int columns = encoding.columns().size();
    boolean[] suspect = new boolean[ROWS * columns];
    int count = 0;
    for (int i = 0; i < suspect.length; i++) {
      suspect[i] = random.nextDouble() < 0.5;
      count += suspect[i] ? 1 : 0;
    }
    int detectors = Detectors.names().size();
    int repairs = Repairs.names().size();
    Alternatives alternatives =
        new Alternatives(
            count,
            detectors,
            repairs,
            new int[count],
            new int[count],
            new boolean[count],
            new boolean[count],
            new float[count * detectors],
            new float[count * Scores.COUNT],
            new int[count * repairs],
            new double[count * repairs]);
    int k = 0;
    for (int i = 0; i < suspect.length; i++) {
      if (suspect[i]) {
        fill(alternatives, k++, i / columns, i % columns, encoding);
      }
    }
    int[] sources = new int[ROWS];
    double[] weights = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      sources[i] = random.nextInt(3);
      weights[i] = uniform(0.2, 2);
    }
    double[] x = new double[ROWS * encoding.width()];
    Arrays.setAll(x, i -> random.nextDouble() < 0.2 ? far() : smooth());
    double[] g = new double[ROWS * columns];
    Arrays.setAll(g, i -> uniform(0, 1));
    return new Batch(encoding, ROWS, x, g, weights, sources, alternatives, 0, Arena.ofFresh());
  }

  private void fill(Alternatives to, int k, int row, int column, Encoding encoding) {
    boolean numeric = encoding.isNumeric(column);
    to.row()[k] = row;
    to.column()[k] = column;
    to.forced()[k] = random.nextDouble() < 0.2;
    to.rescued()[k] = numeric && !to.forced()[k] && random.nextDouble() < 0.2;
    boolean quiet = random.nextDouble() < 0.2;
    for (int d = 0; d < to.detectors(); d++) {
      double suspicion = random.nextDouble() < 0.5 ? 0 : random.nextDouble();
      to.suspicion()[k * to.detectors() + d] = quiet ? 0 : (float) suspicion;
    }
    for (int s = 0; s < Scores.COUNT; s++) {
      double most = Scores.NAMES.get(s).equals("absence") ? 1 : 5;
      to.scores()[k * Scores.COUNT + s] = quiet ? 0 : (float) uniform(0, most);
    }
    boolean silent = random.nextDouble() < 0.1;
    int learned = Repairs.names().indexOf(Repairs.LEARNED);
    for (int r = 0; r < to.repairs(); r++) {
      int at = k * to.repairs() + r;
      if (silent || r == learned || random.nextDouble() < 0.2) {
        to.value()[at] = Double.NaN;
      } else if (numeric) {
        to.value()[at] = random.nextDouble() < 0.1 ? far() : smooth();
      } else if (random.nextDouble() < 0.2) {
        to.position()[at] = -1;
      } else {
        to.position()[at] = random.nextInt(encoding.size(column));
        to.value()[at] = 1;
      }
    }
  }

  /** Beyond four units, where numbers are cut. */
  private double far() {
    double size = uniform(4.1, 15);
    return random.nextDouble() < 0.5 ? size : -size;
  }

  /** Away from 0 and from +-1, where a transformation has a kink, and within four units. */
  private double smooth() {
    double size = random.nextDouble() < 0.4 ? uniform(0.1, 0.9) : uniform(1.1, 3.9);
    return random.nextDouble() < 0.5 ? size : -size;
  }

  private double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
