package io.diffluent.job.bench.learning;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of the fixed pipelines one would compare with.
 *
 * <p>The smallest of fifty errors is small by chance as well: where all pipelines are worth the
 * same, the one that comes out best is still better than their mean. What the best one is worth
 * itself shows on a draw of the errors that had no part in the choice, as in cross-validation.
 */
final class BestSingle {

  private BestSingle() {}

  /** The smallest error of a kind of arms: which one it is, is known when all is over. */
  static double inHindsight(Measurement seed, String part, Predicate<String> kind) {
    return seed.scores().stream()
        .filter(score -> kind.test(score.arm()))
        .mapToDouble(score -> score.errors().getOrDefault(part, Double.NaN))
        .filter(error -> !Double.isNaN(error))
        .min()
        .orElse(Double.NaN);
  }

  /** The error of the one that is best over the other seeds; NaN where there are none. */
  static double chosenBefore(
      List<Measurement> seeds, Measurement seed, String part, Predicate<String> kind) {
    List<Measurement> others = seeds.stream().filter(other -> other != seed).toList();
    return others.isEmpty() ? Double.NaN : seed.error(name(others, part, kind), part);
  }

  /** The one whose mean error over the seeds is smallest, or "" where there is none. */
  static String name(List<Measurement> seeds, String part, Predicate<String> kind) {
    return seeds.get(0).scores().stream()
        .map(Score::arm)
        .filter(kind)
        .min(Comparator.comparingDouble(arm -> Measurement.mean(seeds, s -> s.error(arm, part))))
        .orElse("");
  }
}
