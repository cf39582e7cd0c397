package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mixture of transformations per numeric column (after DiffPrep, Li et al., 2023):
 *
 * <pre>
 * x <- sum_t u_tf T_t(x)     u_f = softmax, one simplex per column, start uniform
 * T = { x, sign(x) ln(1 + 2|x|), 2 tanh(x / 1.5), 1.5 sign(x) max(|x| - 1, 0) }
 * </pre>
 *
 * <p>Before a mixture it transforms the candidates as well, with the same weights.
 */
final class Transform implements Step {

  static final String LOGITS = "transforms";

  static final List<String> NAMES = List.of("identity", "signed-log", "tanh", "soft-threshold");

  private static final int T = NAMES.size();

  private final StepContext context;

  /** The numeric columns, and where they lie in a row. */
  private final int[] numeric;

  private final int[] positions;

  Transform(StepContext context) {
    this.context = context;
    this.numeric = context.encoding().numericColumns();
    this.positions = IntStream.of(numeric).map(c -> context.encoding().offsets()[c]).toArray();
  }

  @Override
  public String name() {
    return Steps.TRANSFORM;
  }

  @Override
  public List<ParameterGroup> parameters() {
    List<String> names = new ArrayList<>();
    context
        .encoding()
        .columns()
        .forEach(column -> NAMES.forEach(t -> names.add(column.name() + "." + t)));
    return List.of(
        new ParameterGroup(
            LOGITS,
            names,
            new double[names.size()],
            T,
            context.update(),
            ParameterGroup.Rule.SAME_BATCH));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    double[][] u = weights(parameters.get(LOGITS));
    Arena arena = in.arena();
    Curves curves = Curves.of(arena, in.rows() * numeric.length);
    double[] x = arena.copy(in.x());
    int width = in.encoding().width();
    int rows = in.rows();
    for (int k = 0; k < numeric.length; k++) {
      curves.apply(k * rows, u[numeric[k]], x, positions[k], width, rows);
    }
    Alternatives alternatives = in.alternatives();
    Curves candidates = Curves.of(arena, alternatives.value().length);
    double[] value = arena.copy(alternatives.value());
    for (int a = 0; a < value.length; a++) {
      int column = alternatives.column()[a / alternatives.repairs()];
      if (in.encoding().isNumeric(column) && !Double.isNaN(value[a])) {
        candidates.apply(a, u[column], value, a, 1, 1);
      }
    }
    return new Forward(
        in.withCells(x, alternatives.withValue(value)),
        (out, gradients) -> pullback(u, in, curves, candidates, out, gradients.get(LOGITS)));
  }

  private BatchGradient pullback(
      double[][] u,
      Batch in,
      Curves curves,
      Curves candidates,
      BatchGradient out,
      double[] gradient) {
    double[][] du = new double[u.length][T];
    int width = in.encoding().width();
    int rows = in.rows();
    for (int k = 0; k < numeric.length; k++) {
      int c = numeric[k];
      curves.pullback(k * rows, u[c], du[c], in.x(), out.x(), positions[k], width, rows);
    }
    Alternatives alternatives = in.alternatives();
    for (int a = 0; a < out.value().length; a++) {
      int column = alternatives.column()[a / alternatives.repairs()];
      double[] value = alternatives.value();
      if (in.encoding().isNumeric(column) && !Double.isNaN(value[a])) {
        candidates.pullback(a, u[column], du[column], value, out.value(), a, 1, 1);
      }
    }
    for (int c = 0; c < u.length; c++) {
      Softmax.pullback(u[c], du[c], gradient, c * T);
    }
    return out;
  }

  private static double[][] weights(double[] logits) {
    double[][] u = new double[logits.length / T][];
    for (int c = 0; c < u.length; c++) {
      u[c] = Softmax.of(logits, c * T, T);
    }
    return u;
  }

  /**
   * The two curves that cost a logarithm and an exponential, of every number on the way forward:
   * the way back needs them again.
   */
  private record Curves(double[] logs, double[] tanhs) {

    static Curves of(Arena arena, int n) {
      return new Curves(arena.zeros(n), arena.zeros(n));
    }

    /**
     * The mixture of the transformations of one column, in place.
     *
     * @param i where its curves are
     * @param at where it begins in x; the next number is {@code stride} further
     * @param n how many numbers
     */
    void apply(int i, double[] u, double[] x, int at, int stride, int n) {
      for (int j = i; j < i + n; j++, at += stride) {
        // Every transformation keeps 0: most of a wide, imputed table.
        if (x[at] != 0) {
          logs[j] = log(x[at]);
          tanhs[j] = tanh(x[at]);
          x[at] = u[0] * x[at] + u[1] * logs[j] + u[2] * tanhs[j] + u[3] * threshold(x[at]);
        }
      }
    }

    /**
     * The way back of the same: adds to du, and turns dx, in place. Sums are kept outside of du,
     * which the processor would else store for every number.
     */
    void pullback(
        int i, double[] u, double[] du, double[] x, double[] dx, int at, int stride, int n) {
      double d0 = 0;
      double d1 = 0;
      double d2 = 0;
      double d3 = 0;
      for (int j = i; j < i + n; j++, at += stride) {
        double t = tanhs[j];
        d0 += dx[at] * x[at];
        d1 += dx[at] * logs[j];
        d2 += dx[at] * t;
        d3 += dx[at] * threshold(x[at]);
        dx[at] *=
            u[0]
                + u[1] * 2 / (1 + 2 * Math.abs(x[at]))
                + u[2] * (2 / 1.5) * (1 - t * t / 4)
                + u[3] * (Math.abs(x[at]) > 1 ? 1.5 : 0);
      }
      du[0] += d0;
      du[1] += d1;
      du[2] += d2;
      du[3] += d3;
    }
  }

  private static double log(double x) {
    // Several times faster than log1p; near 0 it is exact to 2e-16, which no input of a model sees.
    return Math.copySign(Math.log(1 + 2 * Math.abs(x)), x);
  }

  private static double tanh(double x) {
    // By one exponential: several times faster than Math.tanh, and exact to some 1e-16.
    return 2 - 4 / (Math.exp(2 * x / 1.5) + 1);
  }

  private static double threshold(double x) {
    return Math.abs(x) > 1 ? 1.5 * (x - Math.copySign(1, x)) : 0;
  }
}
