package io.diffluent.job.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How large the numbers of a column are, by the units they are written with; "" is none. */
final class UnitSizes {

  private final Map<String, List<Double>> sizes = new HashMap<>();

  /** Takes a number; NaN is none, and nothing is nothing in any unit. */
  void add(String unit, double number) {
    if (number != 0 && !Double.isNaN(number)) {
      sizes.computeIfAbsent(unit, u -> new ArrayList<>()).add(Math.abs(number));
    }
  }

  /**
   * How many times as large as numbers without a unit those with this one are, by their medians;
   * NaN if there are none of either.
   */
  double toBare(String unit) {
    return median(unit) / median("");
  }

  private double median(String unit) {
    List<Double> sorted = sizes.getOrDefault(unit, List.of()).stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
