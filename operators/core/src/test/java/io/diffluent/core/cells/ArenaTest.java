package io.diffluent.core.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Arrays are lent again, never twice at a time, and only so many are kept. */
class ArenaTest {

  private static final int LARGE = 1 << 17;

  @Test
  void theNextPassGetsTheSameArrays() {
    Arena arena = new Arena();
    double[] first = arena.array(10);
    double[] second = arena.array(10);
    assertThat(second).isNotSameAs(first);
    arena.reset();
    assertThat(arena.array(10)).isSameAs(first);
    assertThat(arena.array(10)).isSameAs(second);
    assertThat(arena.array(10)).isNotSameAs(first).isNotSameAs(second);
  }

  @Test
  void zerosAreZeroAndCopiesAreCopies() {
    Arena arena = new Arena();
    Arrays.fill(arena.array(5), 7);
    Arrays.fill(arena.array(5), 7);
    arena.reset();
    assertThat(arena.zeros(5)).containsOnly(0);
    double[] values = {1, 2, 3, 4, 5};
    assertThat(arena.copy(values)).isNotSameAs(values).containsExactly(values);
  }

  @Test
  void anotherSizeTakesThePlaceOfWhatWasThere() {
    Arena arena = new Arena();
    double[] first = arena.array(10);
    double[] second = arena.array(20);
    arena.reset();
    double[] other = arena.array(11);
    assertThat(other).hasSize(11);
    assertThat(arena.array(20)).isSameAs(second);
    arena.reset();
    assertThat(arena.array(10)).isNotSameAs(first);
  }

  @Test
  void moreThanACacheHoldsIsNotKept() {
    Arena arena = new Arena();
    double[] first = arena.array(LARGE);
    double[] second = arena.array(LARGE);
    double[] third = arena.array(LARGE);
    double[] small = arena.array(1);
    arena.reset();
    assertThat(arena.array(LARGE)).isSameAs(first);
    assertThat(arena.array(LARGE)).isSameAs(second);
    assertThat(arena.array(LARGE)).isNotSameAs(third);
    assertThat(arena.array(1)).isNotSameAs(small);
    arena.reset();
    arena.array(3);
    arena.reset();
    double[] again = arena.array(LARGE);
    arena.reset();
    assertThat(arena.array(LARGE)).as("there is room again").isSameAs(again);
  }

  @Test
  void aFreshArenaKeepsNothing() {
    Arena arena = Arena.ofFresh();
    double[] first = arena.array(4);
    arena.reset();
    assertThat(arena.array(4)).isNotSameAs(first);
  }
}
