package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.stats.NumericUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a number keeps of what lies beyond four robust units, as a mixture per numeric column:
 *
 * <pre>
 * x <- u_f C(x) + (1 - u_f) F(x)       (u_f, 1 - u_f) = softmax, one simplex per column, start (1, 0)
 * C(x) = clip(x, +-4)                  F(x) = sign(x) (4 + 2 ln(1 + (|x| - 4) / 2))
 * </pre>
 *
 * <p>Both are the identity within four units, so that work follows the cells beyond. C forgets how
 * far out a number was: right for an error, wrong where the label follows from it. F is as steep as
 * the identity at four and flattens from there; twenty units become 8.4.
 *
 * <p>Candidates were cut when they were proposed and pass as they are.
 */
final class Cut implements Step {

  static final String LOGITS = "cuts";

  private static final int CURVES = 2;

  /** Logit of C at the start, against 0 of F: a cut is the safer guess. */
  private static final double START = 1;

  /** How slowly F flattens, in units. */
  private static final double SOFTNESS = 2;

  private final StepContext context;
  private final String name;
  private final boolean plain;

  /** The numeric columns, and where they lie in a row. */
  private final int[] numeric;

  private final int[] positions;

  Cut(StepContext context) {
    this(context, Steps.CUT, false);
  }

  private Cut(StepContext context, String name, boolean plain) {
    this.context = context;
    this.name = name;
    this.plain = plain;
    this.numeric =
        IntStream.range(0, context.encoding().columns().size())
            .filter(context.encoding()::isNumeric)
            .toArray();
    this.positions = IntStream.of(numeric).map(c -> context.encoding().offsets()[c]).toArray();
  }

  /** {@code plain-cut}: C alone, with nothing to learn. */
  static Cut plain(StepContext context) {
    return new Cut(context, "plain-cut", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<ParameterGroup> parameters() {
    if (plain) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    double[] start = new double[CURVES * numeric.length];
    for (int k = 0; k < numeric.length; k++) {
      String column = context.encoding().columns().get(numeric[k]).name();
      names.add(column + ".cut");
      names.add(column + ".fade");
      start[CURVES * k] = START;
    }
    return List.of(
        new ParameterGroup(
            LOGITS, names, start, CURVES, context.update(), ParameterGroup.Rule.SAME_BATCH));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    int[] far = far(in);
    if (far.length == 0) {
      return new Forward(in, (out, gradients) -> out);
    }
    double[][] u = weights(parameters);
    double[] x = in.arena().copy(in.x());
    for (int cell : far) {
      double[] weights = u[column(cell)];
      int at = at(in, cell);
      x[at] = weights[0] * NumericUnits.cut(x[at]) + weights[1] * fade(x[at]);
    }
    return new Forward(
        in.withCells(x, in.alternatives()),
        (out, gradients) -> pullback(u, far, in, out, gradients));
  }

  private BatchGradient pullback(
      double[][] u, int[] far, Batch in, BatchGradient out, Parameters gradients) {
    double[] dx = out.x();
    double[][] du = new double[u.length][CURVES];
    for (int cell : far) {
      int k = column(cell);
      int at = at(in, cell);
      double x = in.x()[at];
      du[k][0] += dx[at] * NumericUnits.cut(x);
      du[k][1] += dx[at] * fade(x);
      dx[at] *= u[k][1] * slope(x);
    }
    for (int k = 0; k < u.length && !plain; k++) {
      Softmax.pullback(u[k], du[k], gradients.get(LOGITS), CURVES * k);
    }
    return out;
  }

  /** The numbers beyond four units, row by row: {@code row * columns + column}, of numeric ones. */
  private int[] far(Batch in) {
    double[] x = in.x();
    int[] far = new int[in.rows() * positions.length];
    int n = 0;
    for (int cell = 0, row = 0; row < x.length; row += in.encoding().width()) {
      for (int position : positions) {
        if (Math.abs(x[row + position]) > NumericUnits.CUT) {
          far[n++] = cell;
        }
        cell++;
      }
    }
    return Arrays.copyOf(far, n);
  }

  private int column(int cell) {
    return cell % positions.length;
  }

  /** Where a number lies in x. */
  private int at(Batch in, int cell) {
    return cell / positions.length * in.encoding().width() + positions[cell % positions.length];
  }

  private double[][] weights(Parameters parameters) {
    double[][] u = new double[numeric.length][];
    for (int k = 0; k < u.length; k++) {
      u[k] = plain ? new double[] {1, 0} : Softmax.of(parameters.get(LOGITS), CURVES * k, CURVES);
    }
    return u;
  }

  private static double fade(double x) {
    double beyond = Math.abs(x) - NumericUnits.CUT;
    return Math.copySign(NumericUnits.CUT + SOFTNESS * Math.log(1 + beyond / SOFTNESS), x);
  }

  private static double slope(double x) {
    return 1 / (1 + (Math.abs(x) - NumericUnits.CUT) / SOFTNESS);
  }
}
