package io.diffluent.job.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Moves labels apart that would lie on each other. */
final class Spread {

  private Spread() {}

  /**
   * Heights in the order of the wanted ones, at least {@code distance} apart, inside the bounds as
   * long as there is room.
   */
  static double[] of(List<Double> wanted, double distance, double top, double bottom) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(wanted::get));
    double[] heights = new double[wanted.size()];
    double free = top;
    for (int i : order) {
      heights[i] = Math.max(free, wanted.get(i));
      free = heights[i] + distance;
    }
    double limit = bottom;
    for (int k = order.size() - 1; k >= 0; k--) {
      int i = order.get(k);
      heights[i] = Math.min(heights[i], limit);
      limit = heights[i] - distance;
    }
    return heights;
  }
}
