package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.detect.dboost.CorrelatedPairs.Pair;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.Past;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelatedPairsTest {

  private static final int ROWS = 1000;

  private final SeededRandom random = new SeededRandom(3);

  private double[] noise() {
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> Past.gauss(random));
    return values;
  }

  private double[] near(double[] other, double sigma) {
    double[] values = noise();
    Arrays.setAll(values, i -> other[i] + sigma * values[i]);
    return values;
  }

  private static int[] columns(int n) {
    return IntStream.range(0, n).toArray();
  }

  @Test
  void strongerPairsComeFirstAndWeakOnesNotAtAll() {
    double[] x = noise();
    double[][] values = {noise(), near(x, 0.5), x, near(x, 0.1), noise()};
    List<Pair> pairs = CorrelatedPairs.linear(values, columns(5));
    assertThat(pairs).extracting(Pair::a).containsExactly(2, 1, 1);
    assertThat(pairs).extracting(Pair::b).containsExactly(3, 2, 3);
    assertThat(pairs).extracting(Pair::strength).allMatch(s -> s >= 0.5 && s <= 1);
  }

  @Test
  void featuresOfOneColumnAreNoPairAndTwoColumnsAreOne() {
    double[] x = noise();
    double[][] values = {x, x, near(x, 0.1), near(x, 0.2)};
    List<Pair> pairs = CorrelatedPairs.linear(values, new int[] {0, 0, 1, 1});
    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).b()).isEqualTo(2);
  }

  @Test
  void cramersVSeesWhatIsNotLinearAndIgnoresChance() {
    double[] x = noise();
    double[] square = Arrays.stream(x).map(v -> v * v).toArray();
    double[][] values = {x, square, noise()};
    assertThat(CorrelatedPairs.linear(values, columns(3))).isEmpty();
    int[][] bins = new int[3][];
    Arrays.setAll(bins, f -> Bins.of(values[f], true).of(values[f]));
    List<Pair> pairs = CorrelatedPairs.associated(bins, new int[] {8, 8, 8}, columns(3));
    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0)).extracting(Pair::a, Pair::b).containsExactly(0, 1);
    assertThat(CorrelatedPairs.cramer(bins[0], bins[2], 8, 8)).isCloseTo(0, within(0.1));
    assertThat(CorrelatedPairs.cramer(bins[0], bins[0], 8, 8)).isCloseTo(1, within(1e-9));
  }

  /** 200 columns that all go together: 19,900 pairs, of which few are kept. */
  @Test
  void aWideTableKeepsABoundedNumberOfPairs() {
    double[] x = noise();
    double[][] values = new double[200][];
    int[][] bins = new int[200][];
    int[] counts = new int[200];
    for (int c = 0; c < 200; c++) {
      values[c] = near(x, 0.3);
      Bins of = Bins.of(values[c], true);
      bins[c] = of.of(values[c]);
      counts[c] = of.count();
    }
    for (List<Pair> pairs :
        List.of(
            CorrelatedPairs.linear(values, columns(200)),
            CorrelatedPairs.associated(bins, counts, columns(200)))) {
      assertThat(pairs).hasSize(CorrelatedPairs.PAIRS);
      int[] partners = new int[200];
      pairs.forEach(pair -> partners[pair.a()]++);
      pairs.forEach(pair -> partners[pair.b()]++);
      assertThat(IntStream.of(partners).max()).hasValue(CorrelatedPairs.PARTNERS);
    }
  }

  @Test
  void onlySomeRowsAreLookedAt() {
    double[] x = noise();
    double[] y = near(x, 0.3);
    boolean[] isUsed = new boolean[ROWS];
    for (int k = 0; k < CorrelatedPairs.ROWS; k++) {
      isUsed[CorrelatedPairs.row(k, ROWS)] = true;
    }
    double r = CorrelatedPairs.pearson(x, y);
    for (int i = 0; i < ROWS; i++) {
      y[i] = isUsed[i] ? y[i] : 1e6;
    }
    assertThat(CorrelatedPairs.pearson(x, y)).isEqualTo(r);
  }

  @Test
  void constantsAndMissingValuesAreNotCorrelated() {
    double[] nothing = new double[ROWS];
    Arrays.fill(nothing, Double.NaN);
    double[][] values = {new double[ROWS], new double[ROWS], nothing, noise()};
    assertThat(CorrelatedPairs.linear(values, columns(4))).isEmpty();
    int[][] bins = {new int[ROWS], new int[ROWS]};
    assertThat(CorrelatedPairs.associated(bins, new int[] {1, 1}, columns(2))).isEmpty();
  }
}
