package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

  private static double[] values(int n, java.util.function.IntToDoubleFunction of) {
    return IntStream.range(0, n).mapToDouble(of).toArray();
  }

  @Test
  void fewValuesHaveABinEach() {
    Bins bins = Bins.of(values(100, i -> i % 10 == 0 ? 1000 + i : i % 3), false);
    assertThat(bins.isDiscrete()).isTrue();
    assertThat(bins.count()).isEqualTo(3);
    assertThat(bins.of(2)).isEqualTo(2);
    assertThat(bins.of(1010)).isEqualTo(bins.other()).isEqualTo(3);
    assertThat(bins.of(Double.NaN)).isEqualTo(-1);
  }

  @Test
  void manyOrderedValuesHaveEightBinsOfEqualCounts() {
    Bins bins = Bins.of(values(800, i -> i * 7 % 800), true);
    assertThat(bins.isDiscrete()).isFalse();
    assertThat(bins.count()).isEqualTo(8);
    int[] counts = new int[8];
    for (int bin : bins.of(values(800, i -> i))) {
      counts[bin]++;
    }
    assertThat(counts).containsOnly(100);
    assertThat(bins.of(-1e300)).isZero();
    assertThat(bins.of(1e300)).isEqualTo(7);
  }

  @Test
  void manyUnorderedValuesHaveNone() {
    Bins bins = Bins.of(values(800, i -> i % 17), false);
    assertThat(bins.count()).isZero();
    assertThat(bins.of(3)).isEqualTo(-1);
  }

  @Test
  void fewRowsSayNothingAndConstantsHaveOneBin() {
    assertThat(Bins.of(values(31, i -> i % 2), true).count()).isZero();
    assertThat(Bins.of(values(0, i -> i), true).count()).isZero();
    assertThat(Bins.of(values(500, i -> Double.NaN), true).count()).isZero();
    assertThat(Bins.of(values(500, i -> 5), true).count()).isOne();
  }
}
