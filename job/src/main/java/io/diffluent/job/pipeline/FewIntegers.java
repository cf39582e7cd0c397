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
   * most of the column and that nothing else lies between them: errors land anywhere, but amounts
   * have rare values among the frequent ones.
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
    return isDense(regular.keySet()) && between(values, regular) <= 0.01 * total
        ? regular.size()
        : 0;
  }

  /** Rows whose whole number lies between the regular ones without being one. */
  private static int between(Map<Double, Integer> values, Map<Double, Integer> regular) {
    double low = regular.keySet().stream().mapToDouble(v -> v).min().orElseThrow();
    double high = regular.keySet().stream().mapToDouble(v -> v).max().orElseThrow();
    return values.entrySet().stream()
        .filter(entry -> !regular.containsKey(entry.getKey()))
        .filter(entry -> entry.getKey() == Math.rint(entry.getKey()))
        .filter(entry -> entry.getKey() > low && entry.getKey() < high)
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
