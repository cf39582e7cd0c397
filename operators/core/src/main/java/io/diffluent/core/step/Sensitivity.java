package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Encoding;
import java.util.Arrays;

/**
 * How far the weights that act on a column may move at once, by how much the loss of single records
 * hangs on it:
 *
 * <pre>
 * s_f = sqrt(mean_i (dL_i/dx_if)^2)      of a category: dL_i/dx_if . x_if, over its positions
 * share_f = min(1, 2 mean_i(L_i) / s_f)
 * </pre>
 *
 * <p>L_i is a row's loss times its weight, x what the model sees, behind all steps.
 *
 * <p>Steps of Adam and of the normalised natural gradient have a size of their own, however steep
 * the loss is. Where a model has found that the small difference of two columns decides, it is many
 * times as steep as usual, and steps of the usual size throw it about. With the share, a weight
 * that moves a number by its full rate r changes the loss of a record by about 2 r times the mean
 * loss, and no more: a trust region (Conn, Gould and Toint, 2000) of each column.
 *
 * <p>Laws: a share is in [0, 1], and does not change with the scale of the loss; a column that the
 * loss does not depend on has 1. No state: it is made from one batch, so that a loss that rises
 * again lets its columns go at once.
 *
 * @param shares of every column; empty if all are 1
 */
public record Sensitivity(double[] shares) {

  /** Full rates. */
  public static final Sensitivity NONE = new Sensitivity(new double[0]);

  private static final double REACH = 2;

  /**
   * @param seen what the model saw
   * @param gradient of the mean loss, with respect to it
   * @param loss the mean loss
   */
  public static Sensitivity of(Batch seen, BatchGradient gradient, double loss) {
    Encoding encoding = seen.encoding();
    double[] squares = new double[encoding.columns().size()];
    for (int c = 0; c < squares.length; c++) {
      squares[c] = squares(seen, gradient.x(), c);
    }
    double[] shares = new double[squares.length];
    for (int c = 0; c < shares.length; c++) {
      // The gradient of a mean over n rows is an n-th of each row's own.
      double slope = Math.sqrt(squares[c] * seen.rows());
      shares[c] = slope > 0 ? Math.min(1, REACH * loss / slope) : 1;
    }
    return new Sensitivity(shares);
  }

  private static double squares(Batch seen, double[] dx, int column) {
    Encoding encoding = seen.encoding();
    int from = encoding.offsets()[column];
    int width = encoding.width();
    double sum = 0;
    if (encoding.isNumeric(column)) {
      for (int j = from; j < dx.length; j += width) {
        sum += dx[j] * dx[j];
      }
      return sum;
    }
    for (int row = from; row < dx.length; row += width) {
      double slope = 0;
      for (int j = row; j < row + encoding.size(column); j++) {
        slope += dx[j] * seen.x()[j];
      }
      sum += slope * slope;
    }
    return sum;
  }

  /** The share of every entry of a group. */
  double[] shares(ParameterGroup group) {
    double[] own = new double[group.start().length];
    Arrays.fill(own, 1);
    for (int a = 0; shares.length > 0 && a < group.columns().length; a++) {
      own[a] = shares[group.columns()[a]];
    }
    return own;
  }
}
