package io.diffluent.job.bench.learning;

import java.util.List;

/**
 * One error over another.
 *
 * @param mean of the seeds
 * @param seeds by seed
 */
record Ratio(double mean, List<Double> seeds) {

  static Ratio of(List<Double> seeds) {
    return new Ratio(
        seeds.stream().mapToDouble(d -> d).average().orElse(Double.NaN), List.copyOf(seeds));
  }

  double least() {
    return seeds.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
  }

  double most() {
    return seeds.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
  }
}
