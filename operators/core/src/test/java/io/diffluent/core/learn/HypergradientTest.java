package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources whose steps point where the validation loss falls gain weight. */
class HypergradientTest {

  private static final float[] ONES = {1, 1, 1};
  private static final float[] VALIDATION = {1, 2, 0};

  private static double[] gradient(boolean normalised, float[]... bySource) {
    double[] gradient = new double[bySource.length];
    new Hypergradient(ONES, normalised)
        .add(Arrays.asList(bySource), VALIDATION, new double[bySource.length], gradient);
    return gradient;
  }

  @Test
  void anAlignedSourceGainsAndAnOpposedOneLoses() {
    double[] gradient = gradient(true, new float[] {1, 2, 0}, new float[] {-1, -2, 0});
    assertThat(gradient[0]).isNegative(); // logits move against it
    assertThat(gradient[1]).isPositive();
    assertThat(gradient[0] + gradient[1]).isCloseTo(0, within(1e-12));
  }

  @Test
  void isTheFormulaWrittenOut() {
    double[] gradient = gradient(true, new float[] {3, 0, 4}, new float[] {0, 5, 0});
    double first = 3 * 1 / 5.0;
    double second = 5 * 2 / 5.0;
    double mean = (first + second) / 2;
    assertThat(gradient[0]).isCloseTo(-0.5 * (first - mean), within(1e-6));
    assertThat(gradient[1]).isCloseTo(-0.5 * (second - mean), within(1e-6));
  }

  @Test
  void normalisedTheSizeOfAGradientDoesNotCount() {
    float[] small = {0.01f, 0.02f, 0.01f};
    float[] large = {10, 20, 10};
    assertThat(gradient(true, small, large)[0]).isCloseTo(0, within(1e-6));
    assertThat(gradient(false, small, large)[1]).isLessThan(gradient(false, small, large)[0]);
  }

  @Test
  void aSourceThatIsNotPresentNeitherMovesNorCounts() {
    double[] gradient = gradient(true, new float[] {1, 2, 0}, null, new float[] {1, 2, 0});
    assertThat(gradient).containsExactly(new double[3], within(1e-12));
    assertThat(gradient(true, null, null)).containsOnly(0);
  }

  @Test
  void aGradientOfZeroSaysNothing() {
    assertThat(gradient(true, new float[3], new float[3])).containsOnly(0);
    assertThat(List.of(gradient(true, new float[3], new float[] {1, 0, 0})))
        .allMatch(g -> Double.isFinite(g[0]) && Double.isFinite(g[1]));
  }
}
