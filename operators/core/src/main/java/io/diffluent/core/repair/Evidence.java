package io.diffluent.core.repair;

import io.diffluent.core.stats.TableStatistics;

/**
 * What is known about a record as a whole, computed at most once for all its suspect cells.
 *
 * <p>Nearest neighbours cost the same for one suspect cell as for all, and nothing for a clean
 * record.
 */
public final class Evidence {

  private final TableStatistics statistics;
  private final double[] encoded;
  private final boolean[] trusted;
  private final int k;
  private int[] neighbours;

  /**
   * @param trusted the cells that no detector is sure about
   * @param k neighbours to find
   */
  public Evidence(TableStatistics statistics, double[] encoded, boolean[] trusted, int k) {
    this.statistics = statistics;
    this.encoded = encoded;
    this.trusted = trusted;
    this.k = k;
  }

  /** The nearest past rows, nearest first. */
  public int[] neighbours() {
    if (neighbours == null) {
      neighbours = statistics.nearest(encoded, trusted, k);
    }
    return neighbours;
  }
}
