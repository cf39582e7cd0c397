package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixVectorTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "7, 2", "0, 3", "4, 0"})
  void isTheProductOfAColumnMajorMatrixAndAVector(int rows, int columns) {
    SeededRandom random = new SeededRandom(5);
    double[] a = new double[rows * columns];
    Arrays.setAll(a, i -> random.nextDouble() - 0.5);
    double[] x = new double[columns];
    Arrays.setAll(x, i -> random.nextDouble() - 0.5);
    double[] y = new double[rows + 2];
    Arrays.fill(y, 9);
    MatrixVector.JAVA.multiply(rows, columns, a, x, y);
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += a[j * rows + i] * x[j];
      }
      assertThat(y[i]).isCloseTo(sum, within(1e-12));
    }
    assertThat(Arrays.copyOfRange(y, rows, rows + 2)).containsOnly(9);
  }
}
