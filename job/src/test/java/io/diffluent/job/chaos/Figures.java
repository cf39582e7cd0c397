package io.diffluent.job.chaos;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measured numbers, in the order in which they were measured. */
record Figures(List<Double> values) {

  Figures {
    values = List.copyOf(values);
  }

  static Figures of(Collection<Double> values) {
    return new Figures(List.copyOf(values));
  }

  /** The smallest value that 95 % do not exceed. */
  double p95() {
    return values.stream().sorted().toList().get((int) Math.ceil(0.95 * values.size()) - 1);
  }

  /** By how much the mean of the last third differs from that of the first, as a share of it. */
  double drift() {
    int third = Math.max(1, values.size() / 3);
    double first = mean(values.subList(0, third));
    double last = mean(values.subList(values.size() - third, values.size()));
    return last / first - 1;
  }

  private static double mean(List<Double> some) {
    return some.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Override
  public String toString() {
    return values.stream()
        .map(value -> String.format(Locale.ROOT, "%.1f", value))
        .collect(Collectors.joining(" "));
  }
}
