package io.diffluent.flink.linalg;

import io.diffluent.core.stats.MatrixVector;
import java.util.Arrays;
import org.apache.flink.ml.linalg.BLAS;
import org.apache.flink.ml.linalg.DenseMatrix;
import org.apache.flink.ml.linalg.DenseVector;

/**
 * {@link MatrixVector} by Flink ML's BLAS: nearest neighbours and the regression of every column
 * run on it. It allocates three small wrappers a call and, where the result has exactly as many
 * entries as there are rows, copies nothing.
 */
public enum FlinkMlMatrixVector implements MatrixVector {
  INSTANCE;

  @Override
  public void multiply(int rows, int columns, double[] a, double[] x, double[] y) {
    if (rows == 0 || columns == 0) {
      Arrays.fill(y, 0, rows, 0); // BLAS refuses the one and leaves y as it was at the other
      return;
    }
    double[] product = y.length == rows ? y : new double[rows];
    BLAS.gemv(
        1,
        new DenseMatrix(rows, columns, a),
        false,
        new DenseVector(x),
        0,
        new DenseVector(product));
    if (product != y) {
      System.arraycopy(product, 0, y, 0, rows);
    }
  }
}
