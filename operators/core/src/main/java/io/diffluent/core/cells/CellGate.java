package io.diffluent.core.cells;

/**
 * How much a mixture would repair a cell, by its weights of this moment.
 *
 * <p>It is asked before anything is proposed for the cell: what it gives 0 needs no repair.
 */
@FunctionalInterface
public interface CellGate {

  /**
   * @param suspicions of all cells; the cell's own begin at {@code at}
   * @param scores of all cells, see {@link Scores}; the cell's own begin at {@code scoresAt}
   * @return in [0, 1]; exactly 0 where the cell stays as it is
   */
  double of(int column, float[] suspicions, int at, float[] scores, int scoresAt);
}
