package io.diffluent.job.bench.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A case of the cleaning comparison over one part of the stream, mean of the seeds.
 *
 * <p>The best single is chosen in hindsight under every seed anew, which is the harder comparison,
 * and on the other seeds, which is what one can do beforehand ({@link BestSingle}); the name is
 * that of the one whose mean over the seeds is smallest.
 *
 * @param singles how many fixed pipelines were trained, and as many with steps
 * @param errors of the named arms and of both best singles
 * @param ratios of the mixture to others, by what the other is
 */
record CaseSummary(
    String name,
    String metric,
    long records,
    int singles,
    String part,
    Map<String, Double> errors,
    String bestSingle,
    String bestWithSteps,
    Map<String, Ratio> ratios) {

  static final String BEST = "best single";
  static final String BEST_WITH_STEPS = "best single+steps";

  static final String CHOSEN = "single chosen before";
  static final String CHOSEN_WITH_STEPS = "single+steps chosen before";

  /** What the mixture is compared with. */
  static final List<String> OTHERS =
      List.of(BEST, CHOSEN, BEST_WITH_STEPS, CHOSEN_WITH_STEPS, ArmNames.NO_CLEAN);

  /** The paper's rule against the best single, for comparison. */
  static final String PAPERS = "paper / best single";

  private static final List<String> NAMED =
      List.of(
          ArmNames.MIXTURE,
          ArmNames.PAPER,
          ArmNames.NO_CLEAN,
          ArmNames.withSteps(ArmNames.NO_CLEAN),
          ArmNames.ORACLE);

  static CaseSummary of(CaseResult result, String part) {
    List<Measurement> seeds = result.seeds();
    Map<String, ToDoubleFunction<Measurement>> errors = new LinkedHashMap<>();
    NAMED.forEach(arm -> errors.put(arm, seed -> seed.error(arm, part)));
    errors.put(BEST, s -> BestSingle.inHindsight(s, part, ArmNames::isSingle));
    errors.put(BEST_WITH_STEPS, s -> BestSingle.inHindsight(s, part, ArmNames::isSingleWithSteps));
    errors.put(CHOSEN, s -> BestSingle.chosenBefore(seeds, s, part, ArmNames::isSingle));
    errors.put(
        CHOSEN_WITH_STEPS,
        s -> BestSingle.chosenBefore(seeds, s, part, ArmNames::isSingleWithSteps));
    Map<String, Double> means = new LinkedHashMap<>();
    errors.forEach((name, error) -> means.put(name, Measurement.mean(seeds, error)));
    means.values().removeIf(mean -> mean.isNaN());
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    for (String other : OTHERS) {
      ratios.put(other, ratio(seeds, errors.get(ArmNames.MIXTURE), errors.get(other)));
    }
    ratios.put(PAPERS, ratio(seeds, errors.get(ArmNames.PAPER), errors.get(BEST)));
    Measurement first = seeds.get(0);
    return new CaseSummary(
        result.name(),
        first.metric(),
        first.records(),
        (int) first.scores().stream().filter(score -> ArmNames.isSingle(score.arm())).count(),
        part,
        means,
        BestSingle.name(seeds, part, ArmNames::isSingle),
        BestSingle.name(seeds, part, ArmNames::isSingleWithSteps),
        ratios);
  }

  static Ratio ratio(
      List<Measurement> seeds,
      ToDoubleFunction<Measurement> ours,
      ToDoubleFunction<Measurement> other) {
    return Ratio.of(
        seeds.stream().map(s -> ours.applyAsDouble(s) / other.applyAsDouble(s)).toList());
  }
}
