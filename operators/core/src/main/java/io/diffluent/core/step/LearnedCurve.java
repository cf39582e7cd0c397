package io.diffluent.core.step;

import io.diffluent.core.cells.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A free curve of one number: piecewise linear between nine trained heights,
 *
 * <pre>
 * c(x) = sum_k a_k B_k(x)     B_k the hat of knot k: 1 there, 0 at its neighbours, linear between
 * knots -2, -1.5, ..., 1.5, 2; beyond the outermost c is constant
 * </pre>
 *
 * <p>a linear spline (de Boor, 1978). Heights start where the caller says; Adam 0.02, returning to
 * their start by 0.5 % per step, both settling, and times the column's share ({@link Sensitivity}).
 *
 * @param heights of all columns, or their gradients, {@code [numeric columns][9]}
 * @param from where those of this curve begin
 */
record LearnedCurve(double[] heights, int from) {

  static final String HEIGHTS = "curves";

  private static final ParameterGroup.Update UPDATE =
      new ParameterGroup.Update.Adam(0.02, 0.005, 0, true);

  private static final double[] KNOTS = {-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2};

  /** Spaces between knots. */
  private static final int SPACES = KNOTS.length - 1;

  private static final double PER_UNIT = SPACES / (KNOTS[SPACES] - KNOTS[0]);

  /**
   * @param start the curve that every column starts with
   */
  static ParameterGroup parameters(Encoding encoding, DoubleUnaryOperator start) {
    List<String> names = new ArrayList<>();
    int[] numeric = encoding.numericColumns();
    for (int column : numeric) {
      for (double knot : KNOTS) {
        names.add(encoding.columns().get(column).name() + ".at " + knot);
      }
    }
    double[] heights = new double[names.size()];
    Arrays.setAll(heights, a -> start.applyAsDouble(KNOTS[a % KNOTS.length]));
    int[] columns = new int[names.size()];
    Arrays.setAll(columns, a -> numeric[a / KNOTS.length]);
    return new ParameterGroup(
        HEIGHTS, names, heights, 0, UPDATE, ParameterGroup.Rule.SAME_BATCH, columns);
  }

  /** The curve of the numeric column of this rank, or its gradients. */
  static LearnedCurve in(Parameters parameters, int rank) {
    return new LearnedCurve(parameters.get(HEIGHTS), KNOTS.length * rank);
  }

  double at(double x) {
    double way = way(x);
    int k = space(way);
    return heights[from + k] + (way - k) * rise(k);
  }

  /**
   * The slope at x; adds to the gradients what dLoss/dc(x) means for the heights. Both at once,
   * since both ask where x is.
   */
  double pullback(LearnedCurve gradients, double x, double gradient) {
    double way = way(x);
    int k = space(way);
    gradients.heights[from + k] += (k + 1 - way) * gradient;
    gradients.heights[from + k + 1] += (way - k) * gradient;
    return way > 0 && way < SPACES ? PER_UNIT * rise(k) : 0;
  }

  /** How many spaces x lies to the right of the first knot. */
  private static double way(double x) {
    // Comparisons, because Math.min and Math.max look at signed zeros as well.
    double way = PER_UNIT * (x - KNOTS[0]);
    return way < 0 ? 0 : way > SPACES ? SPACES : way;
  }

  private static int space(double way) {
    return Math.min((int) way, SPACES - 1);
  }

  private double rise(int k) {
    return heights[from + k + 1] - heights[from + k];
  }
}
