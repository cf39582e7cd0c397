package io.diffluent.flink.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.MatrixVector;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink ML's product is the reference's product, whatever the shape. */
class FlinkMlMatrixVectorTest {

  private static final double UNTOUCHED = 42;

  private static double[] numbers(SeededRandom random, int count) {
    return IntStream.range(0, count).mapToDouble(i -> 4 * random.nextDouble() - 2).toArray();
  }

  private static void assertAgrees(int rows, int columns, int room, SeededRandom random) {
    double[] a = numbers(random, rows * columns);
    double[] x = numbers(random, columns);
    double[] expected = new double[room];
    double[] actual = new double[room];
    Arrays.fill(expected, UNTOUCHED);
    Arrays.fill(actual, UNTOUCHED);
    MatrixVector.JAVA.multiply(rows, columns, a, x, expected);
    FlinkMlMatrixVector.INSTANCE.multiply(rows, columns, a, x, actual);
    assertThat(actual).as(rows + " x " + columns).containsExactly(expected, within(1e-12));
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesOnRandomShapes(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int rows = random.nextInt(200);
    assertAgrees(rows, random.nextInt(40), rows, random);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,7", "1,0", "1,1", "1,7", "7,0", "7,1", "1000,28"})
  void agreesOnTheEdges(int rows, int columns) {
    assertAgrees(rows, columns, rows, new SeededRandom(1));
  }

  @ParameterizedTest
  @CsvSource({"0,3,2", "3,2,5", "1,1,2", "3,0,4"})
  void writesOnlyTheFirstRowsOfALongerResult(int rows, int columns, int room) {
    assertAgrees(rows, columns, room, new SeededRandom(2));
  }
}
