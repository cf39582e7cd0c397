package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void fewFiguresHaveTheirLargestAsPercentile() {
    assertThat(new Figures(List.of(3.0, 9.0, 1.0)).p95()).isEqualTo(9);
  }

  @Test
  void oneInTwentyMayBeLarger() {
    List<Double> twenty = new ArrayList<>(Collections.nCopies(19, 2.0));
    twenty.add(50.0);
    assertThat(new Figures(twenty).p95()).isEqualTo(2);
  }

  @Test
  void driftComparesTheOuterThirds() {
    Figures figures = new Figures(List.of(10.0, 10.0, 99.0, 99.0, 11.0, 12.0));
    assertThat(figures.drift()).isCloseTo(0.15, within(1e-12));
  }
}
