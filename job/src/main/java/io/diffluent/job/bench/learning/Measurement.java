package io.diffluent.job.bench.learning;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One case under one seed.
 *
 * @param seconds how long it took, start of the jobs included
 * @param metric what the errors are: rmse, logLoss, or microseconds
 * @param records labelled records that were scored
 * @param scores one for every arm or variant
 */
record Measurement(long seed, double seconds, String metric, long records, List<Score> scores) {

  Measurement {
    scores = List.copyOf(scores);
  }

  /** The error of an arm, or NaN if it did not run. */
  double error(String arm, String part) {
    return scores.stream()
        .filter(score -> score.arm().equals(arm))
        .map(score -> score.errors().getOrDefault(part, Double.NaN))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The mean over seeds. */
  static double mean(List<Measurement> seeds, ToDoubleFunction<Measurement> of) {
    return seeds.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  Measurement took(double measured) {
    return new Measurement(seed, measured, metric, records, scores);
  }
}
