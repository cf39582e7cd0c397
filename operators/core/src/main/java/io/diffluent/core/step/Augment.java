package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.state.SeededRandom;
import java.util.List;

/**
 * Perturbs rows that are only trained on (paper, 4.1), by learned amounts:
 *
 * <pre>
 * x <- sum_a w_a A_a(x)      w = softmax(l), start 2 for "none" and 0 for the rest
 * A = { x, x with a tenth of the cells at 0, x + noise of 0.1, x with a tenth of the cells from
 *       another row of the batch }
 * </pre>
 *
 * <p>A batch that is scored passes unchanged: only replayed rows are perturbed, so without replay
 * the step does nothing. As the paper proposes, the weights are learned like those of data sets,
 * one augmented version of the rows each, by look-ahead: the loss of a perturbed batch itself would
 * only ever say "less". The pullback is nevertheless the true one. Categorical cells are dropped
 * and swapped as a whole, and get no noise.
 */
public final class Augment implements Step {

  /** Logits of the augmentations. */
  public static final String LOGITS = "augmentations";

  /** "Do nothing" first, then what each of the others does to a row. */
  public static final List<String> NAMES = List.of("none", "dropout", "noise", "swap");

  private static final ParameterGroup.Update UPDATE = new ParameterGroup.Update.Adam(0.05, 0);
  private static final double[] START = {2, 0, 0, 0};
  private static final double SHARE = 0.1;

  /** Half the width of the noise, whose standard deviation is 0.1. */
  private static final double NOISE = 0.1 * Math.sqrt(3);

  Augment(StepContext context) {
    // Nothing about the table matters here.
  }

  @Override
  public String name() {
    return "augment";
  }

  @Override
  public List<ParameterGroup> parameters() {
    return List.of(
        new ParameterGroup(
            LOGITS, NAMES, START, NAMES.size(), UPDATE, ParameterGroup.Rule.LOOK_AHEAD));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    if (in.draw() == 0) {
      return new Forward(in, (out, gradients) -> out);
    }
    double[] w = Softmax.of(parameters.get(LOGITS));
    Plan plan = Plan.draw(in);
    double[][] augmented = plan.apply(in.x());
    double[] x = new double[in.x().length];
    for (int a = 0; a < w.length; a++) {
      for (int i = 0; i < x.length; i++) {
        x[i] += w[a] * augmented[a][i];
      }
    }
    return new Forward(
        in.withCells(x, in.alternatives()),
        (out, gradients) -> {
          double[] dw = new double[w.length];
          for (int a = 0; a < w.length; a++) {
            for (int i = 0; i < x.length; i++) {
              dw[a] += out.x()[i] * augmented[a][i];
            }
          }
          Softmax.pullback(w, dw, gradients.get(LOGITS), 0);
          return new BatchGradient(plan.pullback(w, out.x()), out.g(), out.weights(), out.value());
        });
  }

  /**
   * What happens to each number of x.
   *
   * @param dropped whether its cell is dropped
   * @param noise what is added
   * @param from where its value comes from after the swap
   */
  private record Plan(boolean[] dropped, double[] noise, int[] from) {

    static Plan draw(Batch in) {
      // Of its own: a mixture in the same pipeline draws as well.
      SeededRandom random = new SeededRandom(SeededRandom.derive(in.draw(), "augment"));
      int n = in.x().length;
      Plan plan = new Plan(new boolean[n], new double[n], new int[n]);
      int width = in.encoding().width();
      for (int row = 0; row < in.rows(); row++) {
        for (int c = 0; c < in.encoding().columns().size(); c++) {
          boolean drops = random.nextDouble() < SHARE;
          int donor = random.nextDouble() < SHARE ? random.nextInt(in.rows()) : row;
          double noise = in.encoding().isNumeric(c) ? NOISE * (2 * random.nextDouble() - 1) : 0;
          int at = in.at(row, c);
          for (int j = at; j < at + in.encoding().size(c); j++) {
            plan.dropped[j] = drops;
            plan.noise[j] = noise;
            plan.from[j] = j + (donor - row) * width;
          }
        }
      }
      return plan;
    }

    /** {@code A_a(x)} in the order of {@link #NAMES}. */
    double[][] apply(double[] x) {
      double[][] augmented = new double[NAMES.size()][x.length];
      for (int i = 0; i < x.length; i++) {
        augmented[0][i] = x[i];
        augmented[1][i] = dropped[i] ? 0 : x[i];
        augmented[2][i] = x[i] + noise[i];
        augmented[3][i] = x[from[i]];
      }
      return augmented;
    }

    double[] pullback(double[] w, double[] dx) {
      double[] in = new double[dx.length];
      for (int i = 0; i < dx.length; i++) {
        in[i] += dx[i] * (w[0] + w[2] + (dropped[i] ? 0 : w[1]));
        in[from[i]] += dx[i] * w[3];
      }
      return in;
    }
  }
}
