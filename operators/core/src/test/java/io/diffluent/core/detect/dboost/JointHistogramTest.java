package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JointHistogramTest {

  private static int[] bins(int rows, IntUnaryOperator of) {
    return IntStream.range(0, rows).map(of).toArray();
  }

  /** a is 0, 1, 2 in turn; b is a, but every hundredth time 3. */
  private static JointHistogram of(int rows) {
    return new JointHistogram(
        bins(rows, i -> i % 3), bins(rows, i -> i % 100 == 99 ? 3 : i % 3), 3, 4);
  }

  @Test
  void binsThatNeverCameTogetherAreSurprising() {
    JointHistogram joint = of(900);
    assertThat(joint.surprise(0, 1)).isCloseTo(-Math.log(0.5 / (297 + 1.5)), within(1e-9));
    assertThat(joint.surprise(1, 1)).isLessThan(0.1);
  }

  /** P(3 | a) is 1 %, but P(a | 3) is a third. */
  @Test
  void aValueThatIsRareByItselfIsNoViolation() {
    assertThat(of(900).surprise(0, 3)).isCloseTo(Math.log(3), within(0.1));
  }

  @Test
  void aSmallSampleIsNotSurprised() {
    assertThat(of(30).surprise(0, 1)).isLessThan(3.2);
  }

  @Test
  void valuesWithoutABinAreNeitherCountedNorJudged() {
    JointHistogram joint = of(900);
    assertThat(joint.isJudged(2, 3)).isTrue();
    for (int[] pair : new int[][] {{-1, 0}, {0, -1}, {3, 0}, {0, 4}}) {
      assertThat(joint.isJudged(pair[0], pair[1])).isFalse();
    }
    JointHistogram nothing = new JointHistogram(new int[] {-1, 2}, new int[] {0, 5}, 2, 2);
    assertThat(nothing.surprise(0, 0)).isCloseTo(Math.log(2), within(1e-12));
  }
}
