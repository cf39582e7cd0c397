package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever came and went, the columns are what sorting all rows would give, to the bit. */
class SortedColumnsTest {

  private static final boolean[] WANTED = {true, false, true};
  private static final int CAPACITY = 50;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theyAreWhatSortingAllRowsGives(long seed) {
    SeededRandom random = new SeededRandom(seed);
    Reservoir reservoir = new Reservoir(CAPACITY, WANTED.length);
    for (int refresh = 0; refresh < 100; refresh++) {
      int rows = random.nextInt(40);
      for (int i = 0; i < rows; i++) {
        reservoir.offer(new double[] {number(random), 1, number(random)}, random);
      }
      double[][] ascending = reservoir.ascending(WANTED);
      assertThat(ascending[1]).isNull();
      for (int c = 0; c < WANTED.length; c += 2) {
        assertThat(bits(ascending[c])).containsExactly(bits(sorted(reservoir, c)));
      }
    }
    assertThat(reservoir.size()).isEqualTo(CAPACITY);
  }

  /** Few different ones, so that many are there twice; both zeros, and far ones. */
  private static double number(SeededRandom random) {
    double[] some = {Double.NaN, 0.0, -0.0, 1e300, -1e300, random.nextDouble(), 1, 2, 3, -4};
    return some[random.nextInt(some.length)];
  }

  private static double[] sorted(Reservoir reservoir, int column) {
    double[] all =
        reservoir.rows().stream()
            .mapToDouble(row -> row[column])
            .filter(value -> !Double.isNaN(value))
            .map(NumericUnits::bounded)
            .toArray();
    Arrays.sort(all);
    return all;
  }

  private static long[] bits(double[] values) {
    return DoubleStream.of(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
