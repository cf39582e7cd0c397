package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.record.Column;
import io.diffluent.core.stats.NumericUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a number keeps of what lies beyond four robust units, as a mixture per column:
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

  Cut(StepContext context) {
    this(context, Steps.CUT, false);
  }

  private Cut(StepContext context, String name, boolean plain) {
    this.context = context;
    this.name = name;
    this.plain = plain;
    this.numeric = context.encoding().numericColumns();
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
    double[] start = new double[WAYS * context.encoding().columns().size()];
    for (Column column : context.encoding().columns()) {
      start[names.size()] = START;
      names.add(column.name() + ".cut");
      names.add(column.name() + ".keep");
    }
    return List.of(
        new ParameterGroup(
            LOGITS, names, start, WAYS, context.update(), ParameterGroup.Rule.SAME_BATCH));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    Alternatives alternatives = in.alternatives();
    Far cells = farCells(in);
    Far candidates = farCandidates(in.encoding(), alternatives);
    if (cells.isEmpty() && candidates.isEmpty()) {
      return new Forward(in, (out, gradients) -> out);
    }
    double[][] u = weights(parameters);
    double[] x = cells.cut(u, in.arena());
    double[] value = candidates.cut(u, in.arena());
    return new Forward(
        in.withCells(x, alternatives.withValue(value)),
        (out, gradients) -> {
          double[][] du = new double[u.length][WAYS];
          cells.pullback(u, du, out.x());
          candidates.pullback(u, du, out.value());
          for (int c = 0; c < u.length && !plain; c++) {
            Softmax.pullback(u[c], du[c], gradients.get(LOGITS), WAYS * c);
          }
          return out;
        });
  }

  private double[][] weights(Parameters parameters) {
    double[][] u = new double[context.encoding().columns().size()][];
    for (int c = 0; c < u.length; c++) {
      u[c] = plain ? new double[] {1, 0} : Softmax.of(parameters.get(LOGITS), WAYS * c, WAYS);
    }
    return u;
  }

  private Far farCells(Batch in) {
    Far far = new Far(in.x());
    double[] x = in.x();
    for (int row = 0; row < x.length; row += in.encoding().width()) {
      for (int k = 0; k < numeric.length; k++) {
        if (isFar(x[row + positions[k]])) {
          far.add(row + positions[k], numeric[k]);
        }
      }
    }
    return far;
  }

  private static Far farCandidates(Encoding encoding, Alternatives alternatives) {
    Far far = new Far(alternatives.value());
    double[] value = alternatives.value();
    for (int at = 0; at < value.length; at++) {
      if (isFar(value[at])) { // which an abstention, NaN, is not
        int column = alternatives.column()[at / alternatives.repairs()];
        if (encoding.isNumeric(column)) {
          far.add(at, column);
        }
      }
    }
    return far;
  }

  private static boolean isFar(double x) {
    return Math.abs(x) > NumericUnits.CUT;
  }

  /** The numbers of an array that are beyond four units: where they are, and in which columns. */
  private static final class Far {

    private final double[] numbers;
    private int[] at = new int[64];
    private int[] column = new int[64];
    private int count;

    Far(double[] numbers) {
      this.numbers = numbers;
    }

    void add(int place, int owner) {
      if (count == at.length) {
        at = Arrays.copyOf(at, 2 * count);
        column = Arrays.copyOf(column, 2 * count);
      }
      at[count] = place;
      column[count++] = owner;
    }

    boolean isEmpty() {
      return count == 0;
    }

    /** The array with them cut; the same one if there is none. */
    double[] cut(double[][] u, Arena arena) {
      if (isEmpty()) {
        return numbers;
      }
      double[] x = arena.copy(numbers);
      for (int i = 0; i < count; i++) {
        double[] weights = u[column[i]];
        x[at[i]] = weights[0] * NumericUnits.cut(x[at[i]]) + weights[1] * x[at[i]];
      }
      return x;
    }

    /** Adds to du, and turns dx. */
    void pullback(double[][] u, double[][] du, double[] dx) {
      for (int i = 0; i < count; i++) {
        int c = column[i];
        double x = numbers[at[i]];
        du[c][0] += dx[at[i]] * NumericUnits.cut(x);
        du[c][1] += dx[at[i]] * x;
        dx[at[i]] *= u[c][1];
      }
    }
  }
}
