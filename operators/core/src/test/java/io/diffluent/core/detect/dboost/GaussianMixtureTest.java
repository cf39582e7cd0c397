package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.Past;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {

  private static final int N = 256;

  private final SeededRandom random = new SeededRandom(8);
  private final double[] x = new double[N];
  private final double[] y = new double[N];

  private GaussianMixture fit() {
    return GaussianMixture.of(x, y);
  }

  @Test
  void ofOneGaussianImprobabilityIsHalfTheSquaredDistance() {
    for (int i = 0; i < N; i++) {
      x[i] = Past.gauss(random);
      y[i] = Past.gauss(random);
    }
    GaussianMixture mixture = fit();
    assertThat(mixture.improbability(0, 0)).isCloseTo(0, within(0.4));
    assertThat(mixture.improbability(2, 2)).isCloseTo(4, within(1.2));
    assertThat(mixture.improbability(3, 0)).isCloseTo(4.5, within(1.5));
  }

  @Test
  void twoGroupsAreBothProbableAndWhatLiesBetweenIsNot() {
    for (int i = 0; i < N; i++) {
      x[i] = (i % 4 == 0 ? 3 : -1) + 0.2 * Past.gauss(random);
      y[i] = (i % 4 == 0 ? 3 : -1) + 0.2 * Past.gauss(random);
    }
    GaussianMixture mixture = fit();
    assertThat(mixture.improbability(3, 3)).isLessThan(2);
    assertThat(mixture.improbability(-1, -1)).isLessThan(2);
    assertThat(mixture.improbability(1, 1)).isGreaterThan(7);
    assertThat(mixture.improbability(3, -1)).isGreaterThan(7);
  }

  /**
   * A tenth of the points are outliers, and get a component of their own: a broad and light one.
   */
  @Test
  void outliersDoNotMakeThemselvesProbable() {
    for (int i = 0; i < N; i++) {
      x[i] = Past.gauss(random);
      y[i] = x[i] + 0.1 * Past.gauss(random);
      if (i % 10 == 0) {
        y[i] = 4 * Past.gauss(random);
      }
    }
    GaussianMixture mixture = fit();
    assertThat(mixture.improbability(1, 1)).isLessThan(3);
    assertThat(mixture.improbability(1, -2)).isGreaterThan(5);
    assertThat(mixture.surprise(1, -6)).isGreaterThan(mixture.surprise(0, 0.5) + 3);
  }

  @Test
  void pointsThatCoincideAndPointsFarOutStayFinite() {
    for (double far : new double[] {0, 1, 20}) {
      for (int i = 0; i < N; i++) {
        x[i] = i % 2 == 0 ? far : -far;
        y[i] = x[i];
      }
      GaussianMixture mixture = fit();
      for (double at : new double[] {-20, 0, 0.5, 20}) {
        assertThat(mixture.improbability(at, -at)).isFinite().isNotNegative();
        assertThat(mixture.surprise(0, at)).isFinite();
      }
      assertThat(mixture.iterations()).isLessThanOrEqualTo(GaussianMixture.ITERATIONS);
    }
    assertThat(GaussianMixture.of(new double[] {1, 2}, new double[] {2, 1}).improbability(0, 0))
        .isFinite();
  }

  @Test
  void equalPointsGiveEqualBits() {
    for (int i = 0; i < N; i++) {
      x[i] = Past.gauss(random);
      y[i] = Past.gauss(random);
    }
    assertThat(fit().improbability(0.3, -2)).isEqualTo(fit().improbability(0.3, -2));
  }
}
