package io.diffluent.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private final Comparison comparison = new Comparison();
  private final SeededRandom random = new SeededRandom(3);

  private void add(int records, double first, double second) {
    for (int i = 0; i < records; i++) {
      comparison.add(first, second);
    }
  }

  @Test
  void startUpIsLeftOut() {
    add(Comparison.START_UP, 9, 1);
    assertThat(comparison.compared()).isZero();
    assertThat(comparison.excess()).isZero();
    add(1, 1, 1);
    assertThat(comparison.compared()).isEqualTo(1);
  }

  @Test
  void aConstantShareIsThatShare() {
    add(Comparison.START_UP + 3000, 1.1, 1);
    assertThat(comparison.excess()).isCloseTo(0.1 / 1.05, within(1e-12));
  }

  /** The formula, written out once more. */
  @Test
  void itIsTheDecayedMeanOfDifferencesInWhatBothLose() {
    double a = 0;
    double b = 0;
    double sum = 0;
    double expected = 0;
    for (int i = 1; i <= Comparison.START_UP + 2500; i++) {
      double first = random.nextDouble();
      double second = random.nextDouble();
      comparison.add(first, second);
      double keep = i <= 100 ? (i - 1.0) / i : 0.99;
      a = keep * a + (1 - keep) * first;
      b = keep * b + (1 - keep) * second;
      int n = i - Comparison.START_UP;
      if (n > 0) {
        double difference = (first - second) / ((a + b) / 2);
        sum += difference;
        expected = n <= 1000 ? sum / n : 0.999 * expected + 0.001 * difference;
        assertThat(comparison.excess()).isCloseTo(expected, within(1e-12));
      }
    }
  }

  /** In plain means the first would lose 5 here and the second 16, and so for long after. */
  @Test
  void anHourOfLargeLossesDoesNotDecideForTheDayBehindIt() {
    add(Comparison.START_UP + 500, 1, 1);
    add(100, 100, 400);
    assertThat(comparison.excess()).isNegative();
    add(1500, 1.5, 1);
    assertThat(comparison.excess()).isPositive();
  }

  @Test
  void oneRecordCountsForTwentyAtMost() {
    add(Comparison.START_UP + 999, 1, 1);
    add(1, 1e9, 1);
    assertThat(comparison.excess()).isEqualTo(20.0 / 1000);
  }

  @Test
  void thatBothLoseNothingIsNoDifference() {
    add(Comparison.START_UP + 10, 0, 0);
    assertThat(comparison.compared()).isEqualTo(10);
    assertThat(comparison.excess()).isZero();
    assertThat(comparison.isBelow(0.8)).isFalse();
  }

  @Test
  void lossesThatAreNotFiniteAreLeftOut() {
    add(Comparison.START_UP + 10, 1, 1);
    add(5, Double.NaN, 1);
    add(5, 1, Double.POSITIVE_INFINITY);
    assertThat(comparison.compared()).isEqualTo(10);
    assertThat(comparison.excess()).isZero();
  }

  @Test
  void whatBothLoseNowIsThatOfTheLastHundred() {
    add(Comparison.NOW - 1, 1, 4);
    assertThat(comparison.isBelow(0.8)).as("too few to tell").isFalse();
    add(1, 1, 4);
    assertThat(comparison.isBelow(0.8)).isTrue();
    add(2000, 1, 1);
    assertThat(comparison.isBelow(0.8)).isFalse();
    add(5, 1, 4);
    assertThat(comparison.isBelow(0.8)).isFalse();
    add(10, 1, 4);
    assertThat(comparison.isBelow(0.8)).isTrue();
  }

  @Test
  void restartedItForgetsTheExcessAndNothingElse() {
    add(2000, 3, 1);
    comparison.restart();
    assertThat(comparison.compared()).isZero();
    assertThat(comparison.excess()).isZero();
    add(1, 3, 1);
    assertThat(comparison.excess()).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"-1,1,1,5,0", "7,NaN,1,5,0", "7,1,Infinity,5,0", "7,1,1,-5,0", "7,1,1,5,NaN"})
  void aDamagedOneIsRefused(long seen, double a, double b, long compared, double excess)
      throws IOException {
    byte[] bytes =
        StateBytes.write(
            "comparison",
            1,
            out -> {
              out.writeLong(seen);
              out.writeDouble(a);
              out.writeDouble(b);
              out.writeLong(compared);
              out.writeDouble(excess);
            });
    assertThatThrownBy(
            () -> StateBytes.read("comparison", 1, bytes, (in, version) -> comparison.read(in)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aRestoredOneContinuesWithTheSameBits() throws IOException {
    for (int i = 0; i < 700; i++) {
      comparison.add(random.nextDouble(), random.nextDouble());
    }
    Comparison restored = new Comparison();
    byte[] bytes = StateBytes.write("comparison", 1, comparison::write);
    StateBytes.read("comparison", 1, bytes, (in, version) -> restored.read(in));
    for (int i = 0; i < 700; i++) {
      double first = random.nextDouble();
      double second = random.nextDouble();
      comparison.add(first, second);
      restored.add(first, second);
    }
    assertThat(StateBytes.write("comparison", 1, restored::write))
        .isEqualTo(StateBytes.write("comparison", 1, comparison::write));
  }
}
