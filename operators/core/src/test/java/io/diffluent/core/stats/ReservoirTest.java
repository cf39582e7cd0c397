package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.state.SeededRandom;
import org.junit.jupiter.api.Test;

class ReservoirTest {

  @Test
  void keepsTheFirstRowsUntilItIsFullAndThenForgets() {
    Reservoir reservoir = new Reservoir(100, 1);
    SeededRandom random = new SeededRandom(4);
    for (int i = 0; i < 100; i++) {
      reservoir.offer(new double[] {i}, random);
    }
    double[] values = new double[100];
    assertThat(reservoir.column(0, values)).isEqualTo(100);
    assertThat(values[42]).isEqualTo(42);
    for (int i = 100; i < 3000; i++) {
      reservoir.offer(new double[] {i}, random);
    }
    assertThat(reservoir.size()).isEqualTo(100);
    reservoir.column(0, values);
    // A row survives one step with probability 1 - 0.3/100: after 2,000 steps 0.25 % are left.
    assertThat(java.util.Arrays.stream(values).filter(v -> v < 1000).count()).isLessThan(5);
  }

  @Test
  void aMissingCellIsNoValue() {
    Reservoir reservoir = new Reservoir(3, 2);
    SeededRandom random = new SeededRandom(4);
    reservoir.offer(new double[] {1, Double.NaN}, random);
    reservoir.offer(new double[] {2, 5}, random);
    double[] values = new double[3];
    assertThat(reservoir.column(1, values)).isOne();
    assertThat(values[0]).isEqualTo(5);
  }
}
