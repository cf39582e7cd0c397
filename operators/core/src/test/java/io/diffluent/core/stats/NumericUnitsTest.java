package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericUnitsTest {

  private static double[] bell(int n) {
    SeededRandom random = new SeededRandom(3);
    double[] values = new double[n];
    Arrays.setAll(values, i -> 50 + 5 * Past.gauss(random));
    return values;
  }

  @Test
  void ofOrdinaryNumbersAreMeanAndStandardDeviation() {
    double[] values = bell(1000);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 1000;
    NumericUnits units = units(values, 1000);
    assertThat(units.mean()).isCloseTo(mean, within(1e-9));
    assertThat(units.deviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
    assertThat(units.z(units.centre())).isZero();
    assertThat(units.value(units.z(61.5))).isCloseTo(61.5, within(1e-9));
    assertThat(Arrays.stream(units.bins()).sum()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e9, 1e100, 1e308, -1e308})
  void aTenthOfOutliersDoesNotMoveThem(double outlier) {
    double[] clean = bell(1000);
    double[] dirty = clean.clone();
    for (int i = 0; i < 1000; i += 10) {
      dirty[i] = outlier;
    }
    NumericUnits before = units(clean, 1000);
    NumericUnits after = units(dirty, 1000);
    assertThat(after.centre()).isCloseTo(before.centre(), within(0.5));
    assertThat(after.scale()).isCloseTo(before.scale(), within(0.5));
    assertThat(Math.abs(after.z(outlier))).isEqualTo(NumericUnits.CLIP);
    assertThat(after.mean()).isFinite();
    assertThat(after.deviation()).isFinite().isPositive();
  }

  @Test
  void ofNothingLeaveNumbersAsTheyAre() {
    NumericUnits units = units(new double[0], 0);
    assertThat(units.z(3.5)).isEqualTo(3.5);
    assertThat(units.isEstablished()).isFalse();
  }

  @Test
  void ofAConstantHaveScaleOne() {
    double[] values = new double[50];
    Arrays.fill(values, 7);
    NumericUnits units = units(values, 50);
    assertThat(units.centre()).isEqualTo(7);
    assertThat(units.scale()).isOne();
    assertThat(units.z(9)).isEqualTo(2);
    assertThat(units.frequency(7)).isCloseTo(1, within(1e-9));
    assertThat(units.sentinels()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 98.6, -1.7e-9, 1234.56})
  void ofAConstantThatIsNoBinaryFractionAreTheSame(double constant) {
    for (int n = 1; n < 200; n++) {
      double[] values = new double[n];
      Arrays.fill(values, constant);
      NumericUnits units = units(values, n);
      assertThat(units.centre()).isEqualTo(constant);
      assertThat(units.scale()).isOne();
      assertThat(units.deviation()).isOne();
      assertThat(units.z(constant)).isZero();
    }
  }

  @Test
  void ofTwoValuesUseBoth() {
    double[] values = new double[100];
    Arrays.setAll(values, i -> i % 2);
    NumericUnits units = units(values, 100);
    assertThat(units.centre()).isCloseTo(0.5, within(1e-12));
    assertThat(units.scale()).isCloseTo(0.5, within(1e-12));
    assertThat(units.frequency(1)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void withoutSpreadBetweenTheQuartilesTheOuterQuantilesAreTheFence() {
    double[] values = new double[200];
    Arrays.setAll(values, i -> i % 10 == 0 ? i / 100.0 : 0);
    values[199] = 1e12;
    NumericUnits units = units(values, 200);
    assertThat(units.iqr()).isZero();
    assertThat(units.scale()).isLessThan(2);
  }

  @Test
  void onlyTheFirstValuesAreReadAndTheSampleStays() {
    double[] values = {3, 1, 2, Double.NaN};
    NumericUnits units = units(values, 3);
    assertThat(units.q50()).isEqualTo(2);
    assertThat(values).startsWith(3, 1, 2);
  }

  @Test
  void numbersFarOutsideThatRepeatAreSentinels() {
    double[] values = bell(1000);
    for (int i = 0; i < 40; i++) {
      values[i] = -200;
      values[40 + i] = 999 + i;
    }
    NumericUnits units = units(values, 1000);
    assertThat(units.sentinels()).containsExactly(-200);
    assertThat(units.isSentinel(-200)).isTrue();
    assertThat(units.isSentinel(999)).isFalse();
    Arrays.fill(values, 0, 40, 1e308);
    assertThat(units(values, 1000).isSentinel(1e308)).isTrue();
  }

  static NumericUnits units(double[] values, int count) {
    double[] sorted = DoubleStream.of(values).limit(count).map(NumericUnits::bounded).toArray();
    Arrays.sort(sorted);
    return NumericUnits.of(sorted);
  }
}
