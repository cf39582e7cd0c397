package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NaturalGradientTest {

  @Test
  void isTheFormulaWrittenOut() {
    SeededRandom random = new SeededRandom(3);
    int n = 4;
    double[] logits = {0.3, -1, 2, 0, 0, 0, 0, 0};
    double[] v = new double[2 * n];
    double[] plain = logits.clone();
    double[] square = new double[2];
    for (int t = 1; t <= 50; t++) {
      double[] gradient = new double[2 * n];
      for (int simplex = 0; simplex < 2; simplex++) {
        double[] w = Softmax.of(plain, simplex * n, n);
        double[] byWeight = new double[n];
        double mean = 0;
        for (int a = 0; a < n; a++) {
          byWeight[a] = 200 * random.nextDouble() - 100;
          mean += w[a] * byWeight[a];
        }
        double step = 0;
        for (int a = 0; a < n; a++) {
          double c = byWeight[a] - mean;
          gradient[simplex * n + a] = w[a] * c;
          step += w[a] * c * c;
        }
        square[simplex] = 0.99 * square[simplex] + 0.01 * step;
        double norm = Math.sqrt(square[simplex] / (1 - Math.pow(0.99, t))) + 1e-12;
        for (int a = 0; a < n; a++) {
          double length = (byWeight[a] - mean) / norm;
          plain[simplex * n + a] -= 0.1 * Math.max(-3, Math.min(3, length));
        }
      }
      update(logits, gradient, v, t, n, 0.1);
      assertThat(logits).containsExactly(plain, within(1e-9));
    }
  }

  /** States go by name, and any of the names may be gone when one is read. */
  @Test
  void everyEntryKnowsTheMeanSquareOfItsSimplex() {
    double[] v = new double[4];
    update(new double[4], new double[] {1, -1, 2, -2}, v, 1, 2, 0.1);
    assertThat(v[0]).isPositive().isEqualTo(v[1]);
    assertThat(v[2]).isGreaterThan(v[0]).isEqualTo(v[3]);
  }

  @Test
  void noAlternativeIsEverLost() {
    double[] logits = new double[3];
    double[] v = new double[3];
    double[][] byWeight = {{0, 1, 1}, {1, 0, 1}};
    for (int t = 1; t <= 5000; t++) {
      double[] gradient = new double[3];
      Softmax.pullback(Softmax.of(logits), byWeight[0], gradient, 0);
      update(logits, gradient, v, t, 3, 0.1);
    }
    double[] weights = Softmax.of(logits);
    assertThat(weights[0]).isGreaterThan(0.99);
    assertThat(weights[1] / weights[0]).isCloseTo(1e-3, within(1e-9));
    // The world changes: the second becomes the best, and is found within a few dozen steps.
    for (int t = 5001; t <= 5100; t++) {
      double[] gradient = new double[3];
      Softmax.pullback(Softmax.of(logits), byWeight[1], gradient, 0);
      update(logits, gradient, v, t, 3, 0.1);
    }
    assertThat(Softmax.of(logits)[1]).isGreaterThan(0.9);
  }

  @Test
  void findsTheBestCornerWhateverTheScaleOfTheLoss() {
    for (double scale : new double[] {1e-6, 1, 1e6}) {
      double[] byWeight = {3 * scale, 1 * scale, 2 * scale};
      double[] logits = new double[3];
      double[] v = new double[3];
      for (int t = 1; t <= 200; t++) {
        double[] gradient = new double[3];
        Softmax.pullback(Softmax.of(logits), byWeight, gradient, 0);
        update(logits, gradient, v, t, 3, 0.1);
      }
      assertThat(Softmax.of(logits)[1]).as("scale " + scale).isGreaterThan(0.99);
    }
  }

  @Test
  void theFirstStepHasFullSize() {
    double[] logits = new double[2];
    double[] gradient = new double[2];
    Softmax.pullback(Softmax.of(logits), new double[] {1e-9, 0}, gradient, 0);
    update(logits, gradient, new double[2], 1, 2, 0.1);
    assertThat(logits).containsExactly(new double[] {-0.1, 0.1}, within(1e-3));
  }

  @Test
  void aGradientOfZeroMovesNothing() {
    double[] logits = {0.1, -0.1};
    update(logits, new double[2], new double[2], 1, 2, 0.1);
    assertThat(logits).containsExactly(0.1, -0.1);
  }

  @Test
  void everySimplexHasARateOfItsOwn() {
    double[] gradient = {1, -1, 1, -1};
    double[] logits = new double[4];
    NaturalGradient.update(
        logits, gradient, new double[4], 1, 2, new double[] {0.1, 0.1, 0.02, 0.02});
    assertThat(logits).containsExactly(new double[] {-0.1, 0.1, -0.02, 0.02}, within(1e-9));
  }

  private static void update(
      double[] logits, double[] gradient, double[] v, long t, int simplex, double rate) {
    double[] rates = new double[logits.length];
    Arrays.fill(rates, rate);
    NaturalGradient.update(logits, gradient, v, t, simplex, rates);
  }
}
