package io.diffluent.job.bench.paper;

import io.diffluent.job.chart.Numbers;
import java.util.List;
import java.util.Objects;

/**
 * The error of one way to do it.
 *
 * @param name which
 * @param all over the whole stream, mean of the seeds
 * @param tail over its last quarter, mean of the seeds
 * @param seeds over the whole stream, by seed
 */
record Measured(String name, double all, double tail, List<Double> seeds) {

  static Measured of(String name, List<Double> all, List<Double> tail) {
    return new Measured(name, mean(all), mean(tail), List.copyOf(all));
  }

  static double mean(List<Double> values) {
    return values.stream().filter(Objects::nonNull).mapToDouble(d -> d).average().orElseThrow();
  }

  /** Smallest and largest over the seeds; a dash where there is one seed. */
  String range() {
    if (seeds.size() < 2) {
      return Numbers.of(null);
    }
    double least = seeds.stream().mapToDouble(d -> d).min().orElseThrow();
    double most = seeds.stream().mapToDouble(d -> d).max().orElseThrow();
    return Numbers.of(least) + " to " + Numbers.of(most);
  }

  List<String> cells(String title) {
    return List.of(title, Numbers.of(all), Numbers.of(tail), range());
  }
}
