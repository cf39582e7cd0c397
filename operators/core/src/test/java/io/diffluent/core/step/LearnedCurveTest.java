package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedCurveTest {

  /** The second of two numeric columns. */
  private static final int RANK = 1;

  private static final double[] KNOTS = {-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2};

  private static ParameterGroup group() {
    return LearnedCurve.parameters(Tables.context().encoding(), x -> x * x);
  }

  private static Parameters parameters() {
    Parameters parameters = Parameters.start(List.of(group()));
    double[] heights = parameters.get(LearnedCurve.HEIGHTS);
    for (int i = 0; i < heights.length; i++) {
      heights[i] = Math.sin(i + 1);
    }
    return parameters;
  }

  private static double height(Parameters parameters, int k) {
    return parameters.get(LearnedCurve.HEIGHTS)[RANK * KNOTS.length + k];
  }

  @Test
  void namesSayTheColumnAndTheKnot() {
    assertThat(group().entries())
        .hasSize(2 * KNOTS.length)
        .contains("temperature.at 0.0", "wind.at 2.0", "wind.at -0.5", "wind.at -2.0");
  }

  @Test
  void everyColumnStartsAsItIsTold() {
    assertThat(group().start()).startsWith(4, 2.25, 1, 0.25, 0, 0.25).endsWith(1, 2.25, 4);
  }

  @Test
  void itGoesThroughEveryHeight() {
    Parameters parameters = parameters();
    LearnedCurve curve = LearnedCurve.in(parameters, RANK);
    for (int k = 0; k < KNOTS.length; k++) {
      assertThat(curve.at(KNOTS[k])).isCloseTo(height(parameters, k), within(1e-12));
    }
  }

  @Test
  void itIsLinearBetweenKnotsAndConstantBeyond() {
    Parameters parameters = parameters();
    LearnedCurve curve = LearnedCurve.in(parameters, RANK);
    assertThat(curve.at(-1.25))
        .isCloseTo((height(parameters, 1) + height(parameters, 2)) / 2, within(1e-12));
    assertThat(curve.at(0.125))
        .isCloseTo(0.75 * height(parameters, 4) + 0.25 * height(parameters, 5), within(1e-12));
    assertThat(curve.at(20)).isCloseTo(height(parameters, 8), within(1e-12));
    assertThat(curve.at(-20)).isCloseTo(height(parameters, 0), within(1e-12));
    assertThat(slope(curve, 20)).isZero();
    assertThat(slope(curve, -20)).isZero();
  }

  private static double slope(LearnedCurve curve, double x) {
    return curve.pullback(LearnedCurve.in(zeros(), RANK), x, 1);
  }

  private static Parameters zeros() {
    return Parameters.zeros(List.of(group()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-7, -1.9, -1.2, -0.6, -0.1, 0.1, 0.7, 1.4, 1.6, 3})
  void slopesAgreeWithCentralDifferences(double x) {
    Parameters parameters = parameters();
    LearnedCurve curve = LearnedCurve.in(parameters, RANK);
    double h = 1e-6;
    double slope = (curve.at(x + h) - curve.at(x - h)) / (2 * h);
    Parameters gradients = zeros();
    assertThat(curve.pullback(LearnedCurve.in(gradients, RANK), x, 3))
        .isCloseTo(slope, within(1e-8));
    double[] heights = parameters.get(LearnedCurve.HEIGHTS);
    for (int i = 0; i < heights.length; i++) {
      double height = heights[i];
      heights[i] = height + h;
      double above = curve.at(x);
      heights[i] = height - h;
      double below = curve.at(x);
      heights[i] = height;
      assertThat(gradients.get(LearnedCurve.HEIGHTS)[i])
          .as("height %d", i)
          .isCloseTo(3 * (above - below) / (2 * h), within(1e-8));
    }
  }
}
