package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutTest {

  private static Set<Long> rows(long rows, double share, long seed) {
    HeldOut heldOut = new HeldOut(rows, share, seed);
    return LongStream.range(0, rows).filter(heldOut::has).boxed().collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"1000, 0.2, 200", "7, 0.3, 2", "3, 0.4, 1", "100000, 0.9, 90000", "5, 0, 0"})
  void theShareIsExactUpToRounding(long rows, double share, int expected) {
    for (long seed = -3; seed < 20; seed++) {
      assertThat(new HeldOut(rows, share, seed).count()).isEqualTo(expected);
      assertThat(rows(rows, share, seed)).hasSize(expected);
    }
  }

  @Test
  void theChoiceHasNoPatternAndGoesBySeed() {
    Set<Long> chosen = rows(10_000, 0.3, 1);
    assertThat(chosen.stream().filter(row -> row % 2 == 0).count()).isBetween(1_400L, 1_600L);
    assertThat(chosen.stream().filter(row -> row < 5_000).count()).isBetween(1_400L, 1_600L);
    Set<Long> other = rows(10_000, 0.3, 2);
    assertThat(chosen.stream().filter(other::contains).count()).isBetween(800L, 1_000L);
    assertThat(rows(10_000, 0.3, 1)).isEqualTo(chosen);
    assertThat(rows(10_000, 0.4, 1)).containsAll(chosen);
  }

  @Test
  void sharesThatMakeNoSenseAreRefused() {
    for (double share : new double[] {-0.1, 0.91, 1, Double.NaN}) {
      assertThatThrownBy(() -> HeldOut.check(share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("held-out share " + share + ": it must be from 0 to 0.9");
    }
    assertThatThrownBy(() -> new HeldOut(2, 0.9, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("holding out 0.9 of 2 rows leaves none to learn from");
    assertThatThrownBy(() -> new HeldOut(10, 0.01, 1)).hasMessageContaining("nothing is held out");
  }
}
