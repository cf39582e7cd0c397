package io.diffluent.job.bench.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ratios of all cases in one line.
 *
 * @param against what the mixture is compared with
 * @param part of the stream
 * @param geoMean geometric mean of the cases, mean of the seeds in each
 * @param seeds the geometric mean by seed, where every case has as many
 * @param worst the largest ratio of a case, mean of its seeds
 * @param below cases in which the mixture is better
 */
record Overall(
    String against,
    String part,
    int cases,
    double geoMean,
    List<Double> seeds,
    double worst,
    String worstCase,
    int below) {

  /** Every comparison over every part, but those that a case lacks. */
  static List<Overall> of(List<CaseSummary> summaries) {
    List<Overall> all = new ArrayList<>();
    List<String> comparisons = new ArrayList<>(CaseSummary.OTHERS);
    comparisons.add(CaseSummary.PAPERS);
    for (String part : List.of(Parts.ALL, Parts.TAIL)) {
      List<CaseSummary> of = summaries.stream().filter(s -> s.part().equals(part)).toList();
      for (String other : of.isEmpty() ? List.<String>of() : comparisons) {
        all.add(of(of, other, part));
      }
    }
    all.removeIf(one -> Double.isNaN(one.geoMean()));
    return all;
  }

  private static Overall of(List<CaseSummary> summaries, String other, String part) {
    List<Ratio> ratios = summaries.stream().map(s -> s.ratios().get(other)).toList();
    CaseSummary worst =
        summaries.stream()
            .max(Comparator.comparingDouble(s -> s.ratios().get(other).mean()))
            .orElseThrow();
    int common = ratios.stream().mapToInt(ratio -> ratio.seeds().size()).min().orElse(0);
    List<Double> seeds = new ArrayList<>();
    for (int s = 0; s < common; s++) {
      int seed = s;
      seeds.add(geoMean(ratios.stream().map(ratio -> ratio.seeds().get(seed)).toList()));
    }
    return new Overall(
        other,
        part,
        ratios.size(),
        geoMean(ratios.stream().map(Ratio::mean).toList()),
        seeds,
        worst.ratios().get(other).mean(),
        worst.name(),
        (int) ratios.stream().filter(ratio -> ratio.mean() < 1).count());
  }

  static double geoMean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }
}
