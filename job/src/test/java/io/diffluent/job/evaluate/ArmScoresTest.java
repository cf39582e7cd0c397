package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmScoresTest {

  private static final List<String> ARMS = List.of("mixture", "no-clean");
  private static final int ROWS = 40;

  private final ArmScores scores = new ArmScores(Label.regression("y"), ROWS - 4);

  /** The mixture is wrong by 3, no cleaning by 1; the last four rows are held out. */
  private void add(int from, int to, String served) {
    for (int i = from; i < to; i++) {
      Origin origin = new Origin("rides", 0, i);
      scores.answered(origin.id(), served);
      scores.add(new Outcome(origin, i, new float[][] {{i + 3}, {i - 1}}));
    }
  }

  @Test
  void whoAnsweredIsWhoErred() {
    add(0, 20, "mixture");
    add(20, ROWS - 1, "no-clean");
    add(ROWS - 1, ROWS, "mixture");
    Report.Served served = scores.served(ARMS);
    assertThat(served.answers()).isEqualTo(Map.of("mixture", 21L, "no-clean", 19L));
    assertThat(served.errors().all().get("mae")).isEqualTo((20 * 3 + 16) / 36.0);
    assertThat(served.errors().tail().get("mae")).isEqualTo(1);
    assertThat(served.errors().heldOut().get("mae")).isEqualTo((3 + 1 + 1 + 1) / 4.0);
    assertThat(scores.arms(ARMS)).extracting(arm -> arm.all().get("mae")).containsExactly(3.0, 1.0);
  }

  /** Two keys, whose batches end at different times, and whose first classes differ. */
  @Test
  void ofManyModelsTheTailIsThatOfTheInputAndNoRankIsCommon() {
    ArmScores binary = new ArmScores(Label.binary("y"), Long.MAX_VALUE);
    for (int key = 0; key < 2; key++) {
      for (int i = key; i < ROWS; i += 2) {
        boolean isLate = i >= ROWS - ROWS / 4;
        float[][] outputs = {{isLate ? 5 : -5}};
        binary.add(new Outcome(new Origin("rides", 0, i), 1, outputs));
      }
    }
    binary.inOrderOf(Comparator.comparingLong(Origin::offset));
    binary.ofManyModels();
    Report.Arm arm = binary.arms(List.of("mixture")).get(0);
    assertThat(arm.tail().get("errorRate")).isZero();
    assertThat(arm.all().get("errorRate")).isEqualTo(0.75);
    assertThat(arm.all()).containsOnlyKeys("logLoss", "errorRate");
  }

  @Test
  void whoeverAnsweredAloneNeedsNoWord() {
    add(0, ROWS, "mixture");
    assertThat(scores.served(ARMS)).isNull();
  }
}
