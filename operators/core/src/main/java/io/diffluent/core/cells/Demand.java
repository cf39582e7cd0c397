package io.diffluent.core.cells;

import java.util.Arrays;

/**
 * Which alternatives are worth their cost for the next record.
 *
 * @param computed whether each repair is computed, {@code [repairs]}
 * @param withheld places of the repairs that the mixture must not see; those may be computed all
 *     the same, for an arm that needs them
 */
public record Demand(boolean[] computed, int[] withheld) {

  /** Everything. */
  public static Demand all(int repairs) {
    boolean[] computed = new boolean[repairs];
    Arrays.fill(computed, true);
    return new Demand(computed, new int[0]);
  }
}
