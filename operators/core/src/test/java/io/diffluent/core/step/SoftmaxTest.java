package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class SoftmaxTest {

  @Property(seed = "7", tries = 200)
  void isAPointOfTheSimplex(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -700, max = 700) Double> logits) {
    double[] w = Softmax.of(array(logits));
    assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(w).allMatch(v -> v >= 0 && v <= 1)).isTrue();
  }

  @Property(seed = "7", tries = 200)
  void doesNotChangeWhenAllLogitsMoveTogether(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -30, max = 30) Double> logits,
      @ForAll @DoubleRange(min = -500, max = 500) double shift) {
    double[] moved = logits.stream().mapToDouble(l -> l + shift).toArray();
    assertThat(Softmax.of(moved)).containsExactly(Softmax.of(array(logits)), within(1e-9));
  }

  @Property(seed = "7", tries = 200)
  void ofASumOfLogitsIsTheProductOfTheSoftmaxes(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -20, max = 20) Double> detectors,
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -20, max = 20) Double> repairs) {
    double[] pairs = new double[detectors.size() * repairs.size()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = detectors.get(i / repairs.size()) + repairs.get(i % repairs.size());
    }
    double[] w = Softmax.of(array(detectors));
    double[] v = Softmax.of(array(repairs));
    double[] joint = Softmax.of(pairs);
    for (int i = 0; i < pairs.length; i++) {
      assertThat(joint[i]).isCloseTo(w[i / repairs.size()] * v[i % repairs.size()], within(1e-12));
    }
  }

  private static double[] array(List<Double> logits) {
    return logits.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
