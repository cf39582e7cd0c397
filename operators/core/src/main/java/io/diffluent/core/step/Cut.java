package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.stats.NumericUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a number keeps of what lies beyond four robust units, as a mixture per numeric column:
 *
 * <pre>
 * x <- u_f C(x) + (1 - u_f) x      C(x) = clip(x, +-4)
 * (u_f, 1 - u_f) = softmax, one simplex per column, start (4, 0)
 * </pre>
 *
 * <p>C forgets how far out a number was: right for an error, wrong where the label follows from it.
 * Within four units nothing changes, so that work follows the cells beyond. Candidates are treated
 * alike, as that of {@code keep} must be.
 */
final class Cut implements Step {

  static final String LOGITS = "cuts";

  /** "cut" and "keep". */
  private static final int WAYS = 2;

  /** Logit of "cut" at the start, against 0: nearly a cut, until the loss asks for more. */
  private static final double START = 4;

  private final StepContext context;
  private final String name;
  private final boolean plain;

  /** The numeric columns, and where they lie in a row. */
  private final int[] numeric;

  private final int[] positions;

  /** Which of the numeric columns a position of a row belongs to. */
  private final int[] owner;

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
    this.owner = new int[context.encoding().width()];
    for (int k = 0; k < positions.length; k++) {
      owner[positions[k]] = k;
    }
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
    double[] start = new double[WAYS * numeric.length];
    for (int k = 0; k < numeric.length; k++) {
      String column = context.encoding().columns().get(numeric[k]).name();
      names.add(column + ".cut");
      names.add(column + ".keep");
      start[WAYS * k] = START;
    }
    return List.of(
        new ParameterGroup(
            LOGITS, names, start, WAYS, context.update(), ParameterGroup.Rule.SAME_BATCH));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    int[] cells = far(in);
    int[] candidates = far(in.encoding(), in.alternatives());
    if (cells.length == 0 && candidates.length == 0) {
      return new Forward(in, (out, gradients) -> out);
    }
    double[][] u = weights(parameters);
    double[] x = in.arena().copy(in.x());
    for (int at : cells) {
      x[at] = apply(u[numeric(at)], x[at]);
    }
    Alternatives alternatives = in.alternatives();
    double[] value = in.arena().copy(alternatives.value());
    for (int at : candidates) {
      value[at] = apply(u[numeric(alternatives, at)], value[at]);
    }
    return new Forward(
        in.withCells(x, alternatives.withValue(value)),
        (out, gradients) -> {
          double[][] du = new double[u.length][WAYS];
          for (int at : cells) {
            pullback(u[numeric(at)], du[numeric(at)], in.x()[at], out.x(), at);
          }
          for (int at : candidates) {
            int k = numeric(alternatives, at);
            pullback(u[k], du[k], alternatives.value()[at], out.value(), at);
          }
          for (int k = 0; k < u.length && !plain; k++) {
            Softmax.pullback(u[k], du[k], gradients.get(LOGITS), WAYS * k);
          }
          return out;
        });
  }

  private static double apply(double[] u, double x) {
    return u[0] * NumericUnits.cut(x) + u[1] * x;
  }

  /** Adds to du, and turns dx. */
  private static void pullback(double[] u, double[] du, double x, double[] dx, int at) {
    du[0] += dx[at] * NumericUnits.cut(x);
    du[1] += dx[at] * x;
    dx[at] *= u[1];
  }

  /** Where in x the numbers beyond four units are. */
  private int[] far(Batch in) {
    double[] x = in.x();
    int[] far = new int[in.rows() * positions.length];
    int n = 0;
    for (int row = 0; row < x.length; row += in.encoding().width()) {
      for (int position : positions) {
        if (isFar(x[row + position])) {
          far[n++] = row + position;
        }
      }
    }
    return Arrays.copyOf(far, n);
  }

  /** Where the candidates beyond four units are. */
  private static int[] far(Encoding encoding, Alternatives alternatives) {
    double[] value = alternatives.value();
    int[] far = new int[value.length];
    int n = 0;
    for (int at = 0; at < value.length; at++) {
      // Not those of a category, whose amplitude has another meaning; NaN is not far.
      if (isFar(value[at]) && encoding.isNumeric(column(alternatives, at))) {
        far[n++] = at;
      }
    }
    return Arrays.copyOf(far, n);
  }

  /** Which of the numeric columns a place in x belongs to. */
  private int numeric(int at) {
    return owner[at % owner.length];
  }

  /** Which of the numeric columns a candidate is for. */
  private int numeric(Alternatives alternatives, int at) {
    return owner[context.encoding().offsets()[column(alternatives, at)]];
  }

  private static int column(Alternatives alternatives, int at) {
    return alternatives.column()[at / alternatives.repairs()];
  }

  private static boolean isFar(double x) {
    return Math.abs(x) > NumericUnits.CUT;
  }

  private double[][] weights(Parameters parameters) {
    double[][] u = new double[numeric.length][];
    for (int k = 0; k < u.length; k++) {
      u[k] = plain ? new double[] {1, 0} : Softmax.of(parameters.get(LOGITS), WAYS * k, WAYS);
    }
    return u;
  }
}
