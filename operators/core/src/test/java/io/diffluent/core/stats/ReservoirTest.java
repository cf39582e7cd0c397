package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReservoirTest {

  @Test
  void keepsTheFirstRowsUntilItIsFullAndThenForgets() {
    Reservoir reservoir = new Reservoir(100, 1);
    SeededRandom random = new SeededRandom(4);
    for (int i = 0; i < 100; i++) {
      reservoir.offer(new double[] {i}, random);
    }
    assertThat(reservoir.rows()).hasSize(100);
    assertThat(reservoir.rows().get(42)).containsExactly(42);
    for (int i = 100; i < 3000; i++) {
      reservoir.offer(new double[] {i}, random);
    }
    assertThat(reservoir.size()).isEqualTo(100);
    // A row survives one step with probability 1 - 0.3/100: after 2,000 steps 0.25 % are left.
    assertThat(reservoir.rows().stream().filter(row -> row[0] < 1000).count()).isLessThan(5);
  }

  @Test
  void mayGrowBetweenStatesButNotShrink() throws IOException {
    Reservoir small = new Reservoir(3, 1);
    SeededRandom random = new SeededRandom(4);
    for (int i = 0; i < 3; i++) {
      small.offer(new double[] {i}, random);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    small.write(new DataOutputStream(bytes));
    Reservoir large = new Reservoir(5, 1);
    large.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    large.offer(new double[] {-1}, random);
    assertThat(large.rows().stream().mapToDouble(row -> row[0]))
        .containsExactly(0.0, 1.0, 2.0, -1.0);
    assertThat(large.ascending(new boolean[] {true})[0]).containsExactly(-1, 0, 1, 2);
    Reservoir tooSmall = new Reservoir(2, 1);
    assertThatThrownBy(
            () -> tooSmall.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reservoir of 3 rows, at most 2");
  }
}
