package io.diffluent.core.stats;

import java.io.Serializable;

/**
 * {@code y = A x}, the one dense kernel of the statistics: nearest neighbours and the regression of
 * each column on the others are matrix-vector products.
 *
 * <p>A port, so that a tuned BLAS can do it; {@link #JAVA} is the reference.
 */
@FunctionalInterface
public interface MatrixVector extends Serializable {

  /** Plain loops, in the order of columns. */
  MatrixVector JAVA =
      (rows, columns, a, x, y) -> {
        java.util.Arrays.fill(y, 0, rows, 0.0);
        for (int j = 0; j < columns; j++) {
          double xj = x[j];
          int start = j * rows;
          for (int i = 0; i < rows; i++) {
            y[i] += a[start + i] * xj;
          }
        }
      };

  /**
   * Writes {@code A x} to the first {@code rows} entries of {@code y}.
   *
   * @param a column-major, exactly {@code rows * columns} numbers
   * @param x exactly {@code columns} numbers
   */
  void multiply(int rows, int columns, double[] a, double[] x, double[] y);
}
