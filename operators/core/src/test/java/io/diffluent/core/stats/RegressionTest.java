package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class RegressionTest {

  private static final int COLUMNS = 4;
  private static final double FORGET = 1.0 / 4000;

  private final double[][] rows = rows(300);

  private static double[][] rows(int n) {
    SeededRandom random = new SeededRandom(8);
    double[][] rows = new double[n][COLUMNS];
    for (double[] row : rows) {
      row[0] = Past.gauss(random);
      row[1] = Past.gauss(random);
      row[2] = 0.6 * row[0] - 0.3 * row[1] + 0.1 * Past.gauss(random);
      row[3] = 0.5 * Past.gauss(random) + 0.2 * row[2];
    }
    return rows;
  }

  private Regression fitted() {
    Regression regression = new Regression(COLUMNS);
    for (double[] row : rows) {
      regression.observe(row);
    }
    regression.refresh(MatrixVector.JAVA, rows, rows.length);
    return regression;
  }

  /** Ridge regression of each column on the others, one normal equation at a time. */
  private double[][] bruteForce() {
    double[][] gram = new double[COLUMNS][COLUMNS];
    for (double[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          gram[i][j] = (1 - FORGET) * gram[i][j] + row[i] * row[j];
        }
      }
    }
    double trace = 0;
    for (int i = 0; i < COLUMNS; i++) {
      trace += gram[i][i];
    }
    double[][] weights = new double[COLUMNS][COLUMNS];
    for (int f = 0; f < COLUMNS; f++) {
      RealMatrix normal = new Array2DRowRealMatrix(COLUMNS - 1, COLUMNS - 1);
      ArrayRealVector right = new ArrayRealVector(COLUMNS - 1);
      for (int i = 0; i < COLUMNS - 1; i++) {
        int a = i < f ? i : i + 1;
        right.setEntry(i, gram[a][f]);
        for (int j = 0; j < COLUMNS - 1; j++) {
          int b = j < f ? j : j + 1;
          normal.setEntry(i, j, gram[a][b] + (a == b ? 5 + 0.01 * trace / COLUMNS : 0));
        }
      }
      double[] solution = new LUDecomposition(normal).getSolver().solve(right).toArray();
      for (int i = 0; i < COLUMNS - 1; i++) {
        weights[f][i < f ? i : i + 1] = solution[i];
      }
    }
    return weights;
  }

  @Test
  void oneInverseIsTheRidgeRegressionOfEveryColumn() {
    Regression regression = fitted();
    double[][] expected = bruteForce();
    for (int j = 0; j < COLUMNS; j++) {
      double[] unit = new double[COLUMNS];
      unit[j] = 1;
      double[] prediction = new double[COLUMNS];
      regression.predict(MatrixVector.JAVA, unit, prediction);
      for (int f = 0; f < COLUMNS; f++) {
        assertThat(prediction[f]).isCloseTo(expected[f][j], within(1e-9));
      }
    }
  }

  @Test
  void sigmaIsTheScaledMedianOfTheAbsoluteResiduals() {
    Regression regression = fitted();
    double[] prediction = new double[COLUMNS];
    double[] residuals = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      regression.predict(MatrixVector.JAVA, rows[i], prediction);
      residuals[i] = Math.abs(rows[i][2] - prediction[2]);
    }
    java.util.Arrays.sort(residuals);
    assertThat(regression.sigma(2)).isCloseTo(1.4826 * residuals[150], within(1e-9));
  }

  @Test
  void badCellsTeachNothing() {
    assertThat(Regression.sane(3.99)).isEqualTo(3.99);
    assertThat(Regression.sane(4)).isZero();
    assertThat(Regression.sane(-20)).isZero();
    assertThat(Regression.sane(Double.NaN)).isZero();
  }

  @Test
  void columnsThatDetermineEachOtherExactlyStayFinite() {
    Regression regression = new Regression(2);
    double[][] twins = new double[100][2];
    for (int i = 0; i < twins.length; i++) {
      twins[i][0] = twins[i][1] = (i % 5) - 2;
      regression.observe(twins[i]);
    }
    regression.refresh(MatrixVector.JAVA, twins, twins.length);
    double[] prediction = new double[2];
    regression.predict(MatrixVector.JAVA, new double[] {1, 1}, prediction);
    assertThat(prediction[0]).isBetween(0.9, 1.0);
    assertThat(regression.sigma(0)).isGreaterThanOrEqualTo(0.05);
  }

  @Test
  void beforeAnyRecordNothingIsPredicted() {
    double[] prediction = new double[COLUMNS];
    new Regression(COLUMNS).predict(MatrixVector.JAVA, new double[] {1, 2, 3, 4}, prediction);
    assertThat(prediction).containsOnly(0);
    assertThat(new Regression(COLUMNS).sigma(0)).isOne();
  }
}
