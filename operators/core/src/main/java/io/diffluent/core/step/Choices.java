package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.state.SeededRandom;

/**
 * What a mixture does with every suspect cell of a batch.
 *
 * @param repairs shares per cell
 * @param gate how much is repaired, {@code [count]}
 * @param learned g* of the learned detector, before its weight, {@code [count]}
 * @param share weight of every repair among those that propose something, {@code [count][repairs]};
 *     all 0 if none does
 * @param proposed sum of the weights before sharing, {@code [count]}
 * @param isDrawn whether the gate was drawn, and so has no slope, {@code [count]}
 */
public record Choices(
    int repairs,
    double[] gate,
    double[] learned,
    double[] share,
    double[] proposed,
    boolean[] isDrawn) {

  /** How many of the gates are drawn where rows are only trained on. */
  private static final double DRAWN = 0.25;

  static Choices of(Alternatives alternatives, Arena arena) {
    int count = alternatives.count();
    return new Choices(
        alternatives.repairs(),
        arena.array(count),
        arena.array(count),
        arena.array(count * alternatives.repairs()),
        arena.array(count),
        new boolean[count]);
  }

  public int count() {
    return gate.length;
  }

  /** The share of a repair in what is proposed for a cell. */
  public double share(int k, int repair) {
    return share[k * repairs + repair];
  }

  boolean changes(int k) {
    return gate[k] > 0 && proposed[k] > 0;
  }

  /**
   * Shares the weights {@code v} out among the repairs that propose something for a cell; cells in
   * ascending order, with the same weights.
   */
  void shareOut(int k, double[] v, double[] value) {
    int at = k * repairs;
    if (k > 0 && abstainAlike(at, value)) {
      System.arraycopy(share, at - repairs, share, at, repairs);
      proposed[k] = proposed[k - 1];
      return;
    }
    double sum = 0;
    for (int r = 0; r < repairs; r++) {
      boolean proposes = !Double.isNaN(value[at + r]);
      share[at + r] = proposes ? v[r] : 0;
      sum += share[at + r];
    }
    for (int r = 0; r < repairs && sum > 0; r++) {
      share[at + r] /= sum;
    }
    proposed[k] = sum;
  }

  /** Whether the same repairs abstain as for the cell before, which is how it mostly is. */
  private boolean abstainAlike(int at, double[] value) {
    for (int a = at; a < at + repairs; a++) {
      if (Double.isNaN(value[a]) != Double.isNaN(value[a - repairs])) {
        return false;
      }
    }
    return true;
  }

  /**
   * In the place of means: one of the repairs for every cell, and for about a quarter of them
   * whether they are repaired at all, with these weights.
   */
  void draw(SeededRandom random) {
    for (int k = 0; k < gate.length; k++) {
      isDrawn[k] = random.nextDouble() < DRAWN;
      if (isDrawn[k]) {
        gate[k] = random.nextDouble() < gate[k] ? 1 : 0;
      }
      double left = random.nextDouble();
      int drawn = -1;
      for (int a = k * repairs; a < (k + 1) * repairs; a++) {
        if (share[a] > 0 && left >= 0) {
          left -= share[a];
          drawn = a;
        }
        share[a] = 0;
      }
      if (drawn >= 0) {
        share[drawn] = 1;
      }
    }
  }
}
