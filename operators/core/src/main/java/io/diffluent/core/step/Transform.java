package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
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
    this.numeric =
        IntStream.range(0, context.encoding().columns().size())
            .filter(context.encoding()::isNumeric)
            .toArray();
    this.positions = IntStream.of(numeric).map(c -> context.encoding().offsets()[c]).toArray();
  }

  @Override
  public String name() {
    return "transform";
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
    Curves curves = new Curves(in.rows() * numeric.length);
    double[] x = in.x().clone();
    int width = in.encoding().width();
    for (int row = 0, i = 0; row < in.rows(); row++) {
      for (int k = 0; k < numeric.length; k++, i++) {
        int at = row * width + positions[k];
        // Every transformation keeps 0: most of a wide, imputed table.
        if (x[at] != 0) {
          x[at] = curves.apply(i, u[numeric[k]], x[at]);
        }
      }
    }
    Alternatives alternatives = in.alternatives();
    Curves candidates = new Curves(alternatives.value().length);
    double[] value = alternatives.value().clone();
    for (int a = 0; a < value.length; a++) {
      int column = alternatives.column()[a / alternatives.repairs()];
      if (in.encoding().isNumeric(column) && !Double.isNaN(value[a]) && value[a] != 0) {
        value[a] = candidates.apply(a, u[column], value[a]);
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
    double[] dx = out.x().clone();
    int width = in.encoding().width();
    for (int row = 0, i = 0; row < in.rows(); row++) {
      for (int k = 0; k < numeric.length; k++, i++) {
        int at = row * width + positions[k];
        if (dx[at] != 0) {
          dx[at] = curves.pullback(i, u[numeric[k]], du[numeric[k]], in.x()[at], dx[at]);
        }
      }
    }
    Alternatives alternatives = in.alternatives();
    double[] dvalue = out.value().clone();
    for (int a = 0; a < dvalue.length; a++) {
      int column = alternatives.column()[a / alternatives.repairs()];
      double value = alternatives.value()[a];
      if (in.encoding().isNumeric(column) && !Double.isNaN(value) && dvalue[a] != 0) {
        dvalue[a] = candidates.pullback(a, u[column], du[column], value, dvalue[a]);
      }
    }
    for (int c = 0; c < u.length; c++) {
      Softmax.pullback(u[c], du[c], gradient, c * T);
    }
    return new BatchGradient(dx, out.g(), out.weights(), dvalue);
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

    Curves(int n) {
      this(new double[n], new double[n]);
    }

    /** The mixture of the transformations of x. */
    double apply(int i, double[] u, double x) {
      logs[i] = log(x);
      tanhs[i] = tanh(x);
      return u[0] * x + u[1] * logs[i] + u[2] * tanhs[i] + u[3] * threshold(x);
    }

    /** Adds to du and returns dx. */
    double pullback(int i, double[] u, double[] du, double x, double dout) {
      double t = tanhs[i];
      du[0] += dout * x;
      du[1] += dout * logs[i];
      du[2] += dout * t;
      du[3] += dout * threshold(x);
      double slope =
          u[0]
              + u[1] * 2 / (1 + 2 * Math.abs(x))
              + u[2] * (2 / 1.5) * (1 - t * t / 4)
              + u[3] * (Math.abs(x) > 1 ? 1.5 : 0);
      return dout * slope;
    }
  }

  private static double log(double x) {
    // Several times faster than log1p; near 0 it is exact to 2e-16, which no input of a model sees.
    return Math.signum(x) * Math.log(1 + 2 * Math.abs(x));
  }

  private static double tanh(double x) {
    // By one exponential: several times faster than Math.tanh, and exact to a few ulps.
    return 2 - 4 / (Math.exp(2 * x / 1.5) + 1);
  }

  private static double threshold(double x) {
    return 1.5 * Math.signum(x) * Math.max(Math.abs(x) - 1, 0);
  }
}
