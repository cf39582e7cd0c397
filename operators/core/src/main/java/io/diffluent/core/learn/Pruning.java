package io.diffluent.core.learn;

import io.diffluent.core.cells.CellGate;
import io.diffluent.core.cells.Demand;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.Softmax;
import io.diffluent.core.step.Steps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Top-k inference: costly repairs whose weight is below a share of the largest are not computed,
 * except on every {@link #EXPLORE}th batch, which computes all of them and keeps their weights
 * alive. Repairs that cost next to nothing always are. For a cell whose gate is 0 nothing is
 * computed.
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

  /** From which suspicion on another arm needs a cell, by detector. */
  private final float[] flags;

  Pruning(LearnerConfig config, List<Arm> arms) {
    this.share = config.pruning();
    this.arms = arms;
    this.repairs = config.cleaner().repairs().size();
    this.always = new boolean[repairs];
    this.costly = new boolean[repairs];
    for (int r = 0; r < repairs; r++) {
      costly[r] = Repairs.named(config.cleaner().repairs().get(r)).isCostly();
    }
    List<String> detectors = config.cleaner().detectors();
    this.flags = new float[detectors.size()];
    Arrays.fill(flags, Float.POSITIVE_INFINITY);
    for (Arm arm : arms) {
      if (arm.view instanceof ArmView.Fixed fixed) {
        always[fixed.repair()] = true;
        flags[fixed.detector()] = Math.min(flags[fixed.detector()], ArmView.Fixed.FLAGGED);
      } else if (arm.mixes() && arm.rule == LearningRule.PAPER) {
        Arrays.fill(always, true); // the paper prunes nothing
        for (int d = 0; d < flags.length; d++) {
          if (!detectors.get(d).equals(Detectors.LEARNED)) {
            flags[d] = Float.MIN_VALUE; // whatever the weight
          }
        }
      }
    }
  }

  /** What the records of the next learning step are worth. */
  Demand demand(long version) {
    boolean[] computed = always.clone();
    int[] withheld = new int[0];
    CellGate gate = null;
    for (Arm arm : arms) {
      if (arm.name.equals(Arm.MIXTURE)) {
        gate = arm.hasStep(Steps.MIXTURE) ? arm.mixture().gate(arm.parameters) : null;
        withheld = withheld(arm, version);
        for (int r = 0; r < repairs; r++) {
          int repair = r;
          computed[r] |= IntStream.of(withheld).noneMatch(place -> place == repair);
        }
      }
    }
    return new Demand(computed, withheld, gate, flags);
  }

  private int[] withheld(Arm mixture, long version) {
    if (!mixture.hasStep(Steps.MIXTURE) || version % EXPLORE == 0) {
      return new int[0];
    }
    double[] weights = Softmax.of(mixture.parameters.get(Mixture.REPAIRS));
    double least = share * Arrays.stream(weights).max().orElse(0);
    return IntStream.range(0, repairs).filter(r -> costly[r] && weights[r] < least).toArray();
  }
}
