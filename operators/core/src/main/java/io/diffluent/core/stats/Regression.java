package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.util.KthSelector;

/**
 * Every numeric column as a linear function of the others, online, from one inverse.
 *
 * <pre>
 * G <- (1 - 1/4000) G + z z'          bad cells (missing or |z| >= 4) enter as 0
 * A = G + (5 + 0.01 tr(G)/F) I        W = -inv(A) / diag(inv(A)), zero diagonal
 * </pre>
 *
 * <p>Row f of W holds the ridge coefficients of column f on all others: the partial-regression
 * identity of the inverse covariance. Of a table of more than {@link #MOST} numbers so many take
 * part, evenly spread; of the others it says nothing but their mean.
 */
public final class Regression {

  private static final double FORGET = 1.0 / 4000;
  private static final double BAD = 4;
  private static final int NARROW = 64;

  /** Solving for more columns would hold the stream up. */
  static final int MOST = 512;

  private static final KthSelector SELECTOR = new KthSelector();

  private final int columns;
  private final double[] gram;

  /** Column-major, as {@link MatrixVector} wants it. */
  private final double[] weights;

  private final double[] sigma;

  /** Rows that the Gram matrix does not hold yet: one walk over it serves all of them. */
  private final double[][] waiting;

  private int waits;

  Regression(int columns) {
    this.columns = columns;
    this.gram = new double[columns * columns];
    this.weights = new double[columns * columns];
    this.sigma = new double[columns];
    this.waiting = new double[32][columns];
    Arrays.fill(sigma, 1);
  }

  /** The value if it can be believed, else 0: the column's centre. */
  static double sane(double z) {
    return Math.abs(z) < BAD ? z : 0;
  }

  /**
   * What the other columns say about each column, in z units. {@code z} has 0 for missing cells.
   */
  void predict(MatrixVector kernel, double[] z, double[] prediction) {
    kernel.multiply(columns, columns, weights, z, prediction);
  }

  /** Robust standard deviation of the residual of a column, in z units. */
  public double sigma(int column) {
    return sigma[column];
  }

  void observe(double[] z) {
    double[] believed = waiting[waits++];
    for (int c = 0; c < columns; c++) {
      believed[c] = sane(z[c]);
    }
    if (waits == waiting.length) {
      settle();
    }
  }

  /** Counts the waiting rows, each as if it had not waited: the matrix is the same to the bit. */
  private void settle() {
    for (int i = 0; i < columns; i++) {
      int row = i * columns;
      for (int k = 0; k < waits; k++) {
        double[] believed = waiting[k];
        double factor = believed[i];
        for (int j = i; j < columns; j++) {
          gram[row + j] = (1 - FORGET) * gram[row + j] + factor * believed[j];
        }
      }
      for (int j = i + 1; j < columns; j++) {
        gram[j * columns + i] = gram[row + j];
      }
    }
    waits = 0;
  }

  /**
   * Solves for W.
   *
   * @param sample rows in z units (missing = NaN) that give the residual scale
   * @param count rows that have been observed
   */
  void refresh(MatrixVector kernel, double[][] sample, long count) {
    settle();
    double trace = 0;
    for (int i = 0; i < columns; i++) {
      trace += gram[i * columns + i];
    }
    double ridge = 5 + 0.01 * trace / columns;
    double[][] a = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      System.arraycopy(gram, i * columns, a[i], 0, columns);
      a[i][i] += ridge;
    }
    double[][] inverse;
    try {
      inverse =
          new CholeskyDecomposition(new Array2DRowRealMatrix(a, false), 1e-9, 0)
              .getSolver()
              .getInverse()
              .getData();
    } catch (NonPositiveDefiniteMatrixException e) {
      return; // numerically singular this once: the previous weights stay
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        weights[j * columns + i] = i == j ? 0 : -inverse[i][j] / inverse[i][i];
      }
    }
    measureResiduals(kernel, sample, optimism(inverse, ridge, count));
  }

  /**
   * By how much residuals of rows that W was made from are too small (generalised cross-validation,
   * Golub, Heath, Wahba 1979):
   *
   * <pre>
   * 1 / (1 - df / n)      df = tr(G inv(A)) = F - ridge tr(inv(A))
   * </pre>
   *
   * <p>With a few columns that is next to 1; with as many columns as rows every new row would look
   * suspicious without it.
   */
  private double optimism(double[][] inverse, double ridge, long count) {
    if (columns <= NARROW) {
      return 1;
    }
    double freedom = columns;
    for (int i = 0; i < columns; i++) {
      freedom -= ridge * inverse[i][i];
    }
    double rows = (1 - Math.pow(1 - FORGET, count)) / FORGET;
    return 1 / Math.max(0.1, 1 - freedom / rows);
  }

  private void measureResiduals(MatrixVector kernel, double[][] sample, double optimism) {
    double[][] residuals = new double[columns][sample.length];
    int[] n = new int[columns];
    double[] z = new double[columns];
    double[] prediction = new double[columns];
    for (double[] row : sample) {
      for (int c = 0; c < columns; c++) {
        z[c] = sane(row[c]);
      }
      predict(kernel, z, prediction);
      for (int c = 0; c < columns; c++) {
        if (!Double.isNaN(row[c])) {
          residuals[c][n[c]++] = Math.abs(row[c] - prediction[c]);
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      if (n[c] > 0) {
        double[] measured = Arrays.copyOf(residuals[c], n[c]);
        double median = SELECTOR.select(measured, null, measured.length / 2);
        // Median absolute residual, scaled to a standard deviation; floored so that two columns
        // which determine each other exactly do not make every rounding error suspicious.
        sigma[c] = Math.max(0.05, optimism * 1.4826 * median);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    settle();
    out.writeInt(columns);
    for (double value : gram) {
      out.writeDouble(value);
    }
    for (double value : weights) {
      out.writeDouble(value);
    }
    for (double value : sigma) {
      out.writeDouble(value);
    }
  }

  /**
   * @param all numeric columns of the table: a state from before {@link #MOST} has them all, which
   *     is read and forgotten
   */
  void read(DataInput in, int all) throws IOException {
    int n = in.readInt();
    if (n == all && all > columns) {
      for (long i = 0; i < 2L * n * n + n; i++) {
        in.readDouble();
      }
      return;
    }
    if (n != columns) {
      throw new IOException("regression over " + n + " columns, " + columns + " expected");
    }
    for (double[] target : new double[][] {gram, weights, sigma}) {
      for (int i = 0; i < target.length; i++) {
        target[i] = in.readDouble();
      }
    }
  }
}
