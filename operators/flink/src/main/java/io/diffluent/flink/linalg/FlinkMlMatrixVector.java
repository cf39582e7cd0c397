package io.diffluent.flink.linalg;

import io.diffluent.core.stats.MatrixVector;
import org.apache.flink.ml.linalg.BLAS;
import org.apache.flink.ml.linalg.DenseMatrix;
import org.apache.flink.ml.linalg.DenseVector;

/**
 * {@link MatrixVector} by Flink ML's BLAS: nearest neighbours and the regression of every column
 * run on it. It allocates three small wrappers a call and copies nothing.
 */
public enum FlinkMlMatrixVector implements MatrixVector {
  INSTANCE;

  @Override
  public void multiply(int rows, int columns, double[] a, double[] x, double[] y) {
    BLAS.gemv(
        1, new DenseMatrix(rows, columns, a), false, new DenseVector(x), 0, new DenseVector(y));
  }
}
