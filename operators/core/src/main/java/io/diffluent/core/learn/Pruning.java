package io.diffluent.core.learn;

import io.diffluent.core.cells.Demand;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Top-k inference: costly repairs whose weight is below a share of the largest are not computed,
 * except on every {@link #EXPLORE}th batch, which computes all of them and keeps their weights
 * alive. Repairs that cost next to nothing always are.
 *
 * <p>What an arm does not need is not computed for it either, and what only another arm needs is
 * withheld from the mixture: which other arms there are changes nothing for it.
 */
final class Pruning {

  static final int EXPLORE = 20;

  private final double share;
  private final List<Arm> arms;
  private final int repairs;
  private final boolean[] always;
  private final boolean[] costly;

  Pruning(LearnerConfig config, List<Arm> arms) {
    this.share = config.pruning();
    this.arms = arms;
    this.repairs = config.cleaner().repairs().size();
    this.always = new boolean[repairs];
    this.costly = new boolean[repairs];
    for (int r = 0; r < repairs; r++) {
      costly[r] = Repairs.named(config.cleaner().repairs().get(r)).isCostly();
    }
    for (Arm arm : arms) {
      if (arm.view instanceof ArmView.Fixed fixed) {
        always[fixed.repair()] = true;
      } else if (arm.mixes() && arm.rule == LearningRule.PAPER) {
        Arrays.fill(always, true); // the paper prunes nothing
      }
    }
  }

  /** What the records of the next learning step are worth. */
  Demand demand(long version) {
    boolean[] computed = always.clone();
    int[] withheld = new int[0];
    for (Arm arm : arms) {
      if (arm.name.equals(Arm.MIXTURE)) {
        withheld = withheld(arm, version);
        for (int r = 0; r < repairs; r++) {
          int repair = r;
          computed[r] |= IntStream.of(withheld).noneMatch(place -> place == repair);
        }
      }
    }
    return new Demand(computed, withheld);
  }

  private int[] withheld(Arm mixture, long version) {
    if (!mixture.hasStep("mixture") || version % EXPLORE == 0) {
      return new int[0];
    }
    double[] weights = Softmax.of(mixture.parameters.get(Mixture.REPAIRS));
    double least = share * Arrays.stream(weights).max().orElse(0);
    return IntStream.range(0, repairs).filter(r -> costly[r] && weights[r] < least).toArray();
  }
}
