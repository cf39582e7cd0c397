package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mixture of transformations per numeric column (after DiffPrep, Li et al., 2023), and a free
 * curve for what they leave over:
 *
 * <pre>
 * x <- sum_t u_tf T_t(x) + c_f(x)     u_f = softmax, one simplex per column, start uniform
 * T = { x, sign(x) ln(1 + 2|x|), 2 tanh(x / 1.5), 1.5 sign(x) max(|x| - 1, 0) }
 * c_f = {@link LearnedCurve}, start x - 1/4 sum_t T_t(x) at its knots
 * </pre>
 *
 * <p>So a column starts straight between the outermost knots: a bent a and a bent b would have
 * another difference than a and b, which may be all that a label hangs on.
 *
 * <p>After each step the logits return to their start by 0.5 %, as they settle: a natural gradient
 * has steps of one size, however noisy it is, and weights that no loss asks for would wander. Rates
 * and this share are times the column's own, {@link Sensitivity}.
 *
 * <p>Before a mixture it transforms the candidates as well, with the same weights.
 */
final class Transform implements Step {

  static final String LOGITS = "transforms";

  static final List<String> NAMES = List.of("identity", "signed-log", "tanh", "soft-threshold");

  private static final int T = NAMES.size();

  private static final double SHRINK = 0.005;

  private final StepContext context;

  /** The numeric columns, and where they lie in a row. */
  private final int[] numeric;

  private final int[] positions;

  /** Rank of every column among the numeric ones; -1 for the others. */
  private final int[] rank;

  Transform(StepContext context) {
    this.context = context;
    this.numeric = context.encoding().numericColumns();
    this.positions = IntStream.of(numeric).map(c -> context.encoding().offsets()[c]).toArray();
    this.rank = new int[context.encoding().columns().size()];
    Arrays.fill(rank, -1);
    for (int k = 0; k < numeric.length; k++) {
      rank[numeric[k]] = k;
    }
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
            context.update().shrinking(SHRINK),
            ParameterGroup.Rule.SAME_BATCH,
            IntStream.range(0, names.size()).map(a -> a / T).toArray()),
        LearnedCurve.parameters(context.encoding(), Transform::straightening));
  }

  /** What a uniform mixture lacks of x. */
  private static double straightening(double x) {
    return x - (x + log(x) + tanh(x) + threshold(x)) / T;
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    Curve[] curves = curves(parameters);
    Arena arena = in.arena();
    Tape cells = Tape.of(arena, in.rows() * numeric.length);
    double[] x = arena.copy(in.x());
    int width = in.encoding().width();
    int rows = in.rows();
    for (int k = 0; k < numeric.length; k++) {
      cells.forward(k * rows, curves[k], x, positions[k], width, rows);
    }
    Alternatives alternatives = in.alternatives();
    Tape candidates = Tape.of(arena, alternatives.value().length);
    double[] value = arena.copy(alternatives.value());
    for (int a = 0; a < value.length; a++) {
      int k = rank[alternatives.column()[a / alternatives.repairs()]];
      if (k >= 0 && !Double.isNaN(value[a])) {
        candidates.forward(a, curves[k], value, a, 1, 1);
      }
    }
    return new Forward(
        in.withCells(x, alternatives.withValue(value)),
        (out, gradients) -> pullback(in, curves, cells, candidates, out, gradients));
  }

  private BatchGradient pullback(
      Batch in,
      Curve[] curves,
      Tape cells,
      Tape candidates,
      BatchGradient out,
      Parameters gradients) {
    Curve[] into = new Curve[curves.length];
    int width = in.encoding().width();
    int rows = in.rows();
    for (int k = 0; k < curves.length; k++) {
      into[k] = new Curve(new double[T], LearnedCurve.in(gradients, k));
      cells.back(k * rows, curves[k], into[k], in.x(), out.x(), positions[k], width, rows);
    }
    Alternatives alternatives = in.alternatives();
    double[] value = alternatives.value();
    for (int a = 0; a < value.length; a++) {
      int k = rank[alternatives.column()[a / alternatives.repairs()]];
      if (k >= 0 && !Double.isNaN(value[a])) {
        candidates.back(a, curves[k], into[k], value, out.value(), a, 1, 1);
      }
    }
    for (int k = 0; k < curves.length; k++) {
      Softmax.pullback(
          curves[k].weights(), into[k].weights(), gradients.get(LOGITS), numeric[k] * T);
    }
    return out;
  }

  private Curve[] curves(Parameters parameters) {
    double[] logits = parameters.get(LOGITS);
    Curve[] curves = new Curve[numeric.length];
    for (int k = 0; k < curves.length; k++) {
      double[] weights = Softmax.of(logits, numeric[k] * T, T);
      curves[k] = new Curve(weights, LearnedCurve.in(parameters, k));
    }
    return curves;
  }

  /** What the numbers of one column go through, or its gradients. */
  private record Curve(double[] weights, LearnedCurve free) {}

  /**
   * The two transformations that cost a logarithm and an exponential, of every number on the way
   * forward: the way back needs them again.
   */
  private record Tape(double[] logs, double[] tanhs) {

    static Tape of(Arena arena, int n) {
      return new Tape(arena.zeros(n), arena.zeros(n));
    }

    /**
     * Sends numbers of one column through its curve, in place.
     *
     * @param i where they are on the tape
     * @param at where they begin in x; the next number is {@code stride} further
     * @param n how many numbers
     */
    void forward(int i, Curve curve, double[] x, int at, int stride, int n) {
      double[] u = curve.weights();
      for (int j = i; j < i + n; j++, at += stride) {
        double one = x[at];
        double mixed = 0;
        // Every transformation keeps 0: most of a wide, imputed table.
        if (one != 0) {
          logs[j] = log(one);
          tanhs[j] = tanh(one);
          mixed = u[0] * one + u[1] * logs[j] + u[2] * tanhs[j] + u[3] * threshold(one);
        }
        x[at] = mixed + curve.free().at(one);
      }
    }

    /**
     * The way back of the same: adds to the gradients of the curve, and turns dx, in place. Sums
     * are kept outside of arrays, which the processor would else store for every number.
     */
    void back(int i, Curve curve, Curve into, double[] x, double[] dx, int at, int stride, int n) {
      double[] u = curve.weights();
      double d0 = 0;
      double d1 = 0;
      double d2 = 0;
      double d3 = 0;
      for (int j = i; j < i + n; j++, at += stride) {
        double one = x[at];
        double slope = dx[at];
        double t = tanhs[j];
        d0 += slope * one;
        d1 += slope * logs[j];
        d2 += slope * t;
        d3 += slope * threshold(one);
        double free = curve.free().pullback(into.free(), one, slope);
        dx[at] *=
            u[0]
                + u[1] * 2 / (1 + 2 * Math.abs(one))
                + u[2] * (2 / 1.5) * (1 - t * t / 4)
                + u[3] * (Math.abs(one) > 1 ? 1.5 : 0)
                + free;
      }
      into.weights()[0] += d0;
      into.weights()[1] += d1;
      into.weights()[2] += d2;
      into.weights()[3] += d3;
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
