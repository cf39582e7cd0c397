package io.diffluent.core.detect.dboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BlameTest {

  private final Blame blame = new Blame(4, 6);
  private final double[] most = new double[4];

  @Test
  void ifNothingTellsThemApartEachGetsHalf() {
    blame.judge(0, 1, 0.8, 2, 2);
    blame.into(most);
    assertThat(most).containsExactly(0.4, 0.4, 0, 0);
  }

  @Test
  void theMoreSurprisingOneIsToBlame() {
    blame.judge(0, 1, 1, 9, 1);
    blame.into(most);
    assertThat(most[0]).isCloseTo(1, within(0.001));
    assertThat(most[1]).isCloseTo(0, within(0.001));
  }

  @Test
  void whoFitsItsOtherPartnersIsAcquitted() {
    blame.judge(0, 1, 1, 1, 1);
    blame.judge(1, 2, 0, 1, 1);
    blame.judge(1, 3, 0, 1, 1);
    blame.into(most);
    assertThat(most[0]).isGreaterThan(0.85);
    assertThat(most[1]).isLessThan(0.15);
    assertThat(most[2]).isZero();
  }

  @Test
  void whoFitsNobodyIsToBlameAndNoRecordRemembersAnother() {
    for (int record = 0; record < 3; record++) {
      double[] once = new double[4];
      blame.judge(0, 1, 1, 1, 1);
      blame.judge(0, 2, 1, 1, 1);
      blame.judge(1, 2, 0, 1, 1);
      blame.into(once);
      assertThat(once[0]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
      assertThat(once[1]).isCloseTo(1 - once[0], within(1e-12));
    }
  }

  @Test
  void absurdSurprisesStayFinite() {
    blame.judge(0, 1, 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    blame.judge(2, 3, 1, 1e300, 0);
    blame.into(most);
    assertThat(most[0]).isEqualTo(0.5);
    assertThat(most[2]).isCloseTo(1, within(1e-6));
  }
}
