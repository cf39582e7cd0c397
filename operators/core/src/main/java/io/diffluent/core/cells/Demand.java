package io.diffluent.core.cells;

import java.util.Arrays;

/**
 * Which alternatives are worth their cost for the next record.
 *
 * @param computed whether each repair is computed, {@code [repairs]}
 * @param withheld places of the repairs that the mixture must not see; those may be computed all
 *     the same, for an arm that needs them
 * @param gate the mixture's gate, which decides what is suspect; null if every cell is that some
 *     detector gives more than 0
 * @param flags from which suspicion on another arm needs a cell, by detector; infinite if none does
 */
public record Demand(boolean[] computed, int[] withheld, CellGate gate, float[] flags) {

  /** Everything. */
  public static Demand all(int repairs) {
    boolean[] computed = new boolean[repairs];
    Arrays.fill(computed, true);
    return new Demand(computed, new int[0], null, new float[0]);
  }

  /** Whether the mixture would change the cell; see {@link CellGate}. */
  boolean isSuspect(int column, float[] suspicions, int at, float[] scores, int scoresAt) {
    return gate == null || gate.of(column, suspicions, at, scores, scoresAt) > 0;
  }

  /** Whether another arm needs the cell. */
  boolean isFlagged(float[] suspicions, int at) {
    for (int d = 0; d < flags.length; d++) {
      if (suspicions[at + d] >= flags[d]) {
        return true;
      }
    }
    return false;
  }
}
