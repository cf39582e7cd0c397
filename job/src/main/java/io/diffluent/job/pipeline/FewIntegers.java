package io.diffluent.job.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether whole numbers are names of a few categories, such as months, rather than amounts; with up
 * to a fifth of them wrong.
 */
final class FewIntegers {

  private static final int FEW = 24;
  private static final int MANY_ROWS = 32;

  /** Share of the rows from which on numbers outside may be the tail of amounts. */
  private static final double SEVERAL = 0.05;

  /** Share of a tail that is near, at least. */
  private static final double NEAR = 0.15;

  private FewIntegers() {}

  /** How many categories there are; 0 when the column is no such column. */
  static int count(ColumnProfile profile) {
    if (!profile.isWhole()) {
      return 0;
    }
    int regular = despiteDirt(profile);
    if (regular > 0) {
      return regular;
    }
    Set<Double> distinct = new HashSet<>();
    profile.regular().forEach(value -> distinct.add((Double) value));
    boolean near = distinct.size() <= 16 || isDense(distinct);
    return near && isFew(distinct.size(), profile) ? distinct.size() : 0;
  }

  private static boolean isFew(int distinct, ColumnProfile profile) {
    boolean few =
        distinct <= FEW || (distinct <= MANY_ROWS && distinct < 0.01 * profile.cells.length);
    return few && distinct * 4 <= profile.plain();
  }

  /**
   * The values that are not much rarer than the second commonest one, provided that they make up
   * most of the column, that nothing else lies between them and that no tail begins where they end:
   * errors land anywhere, but amounts have rare values among and behind the frequent ones.
   */
  private static int despiteDirt(ColumnProfile profile) {
    Map<Double, Integer> values = new HashMap<>();
    for (int row = 0; row < profile.cells.length; row++) {
      double number = profile.number(row);
      if (!Double.isNaN(number)) {
        values.merge(number, 1, Integer::sum);
      }
    }
    int total = values.values().stream().mapToInt(Integer::intValue).sum();
    int[] counts = values.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    if (counts.length < 2) {
      return 0;
    }
    double least = Math.max(2, 0.05 * counts[counts.length - 2]);
    Map<Double, Integer> regular = new HashMap<>(values);
    regular.values().removeIf(count -> count < least);
    int covered = regular.values().stream().mapToInt(Integer::intValue).sum();
    boolean whole = regular.keySet().stream().allMatch(value -> value == Math.rint(value));
    if (!whole || covered < 0.8 * total || !isFew(regular.size(), profile)) {
      return 0;
    }
    Map<Double, Integer> others = new HashMap<>(values);
    others.keySet().removeIf(value -> regular.containsKey(value) || value != Math.rint(value));
    double low = regular.keySet().stream().mapToDouble(v -> v).min().orElseThrow();
    double high = regular.keySet().stream().mapToDouble(v -> v).max().orElseThrow();
    return isDense(regular.keySet())
            && rows(others, low, high) <= 0.01 * total
            && !isTail(others, high, high - low, total)
        ? regular.size()
        : 0;
  }

  /**
   * Whether amounts go on above the regular values: many rows, of many values, a fair part of them
   * as near as the regular ones are to each other.
   */
  private static boolean isTail(Map<Double, Integer> others, double high, double width, int total) {
    long values = others.keySet().stream().filter(value -> value > high).count();
    int all = rows(others, high, Double.POSITIVE_INFINITY);
    return values > FEW && all >= SEVERAL * total && rows(others, high, high + width) >= NEAR * all;
  }

  /** Rows whose value is between two others. */
  private static int rows(Map<Double, Integer> values, double above, double below) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey() > above && entry.getKey() < below)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Whether the values lie close together, as codes do and sums of money do not. */
  private static boolean isDense(Set<Double> values) {
    double low = values.stream().mapToDouble(value -> value).min().orElse(0);
    double high = values.stream().mapToDouble(value -> value).max().orElse(0);
    return high - low < 8.0 * values.size();
  }
}
