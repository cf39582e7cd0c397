package io.diffluent.job.bench.learning;

import java.util.List;
import java.util.Locale;

/**
 * A ratio of a case other than the cleaning comparison.
 *
 * @param name of the case
 * @param what ours over the other
 */
record Comparison(String name, String part, String what, Ratio ratio) {

  static final String BEST_SINGLE = ArmNames.MIXTURE + " / " + CaseSummary.BEST;
  static final String CHOSEN_SINGLE = ArmNames.MIXTURE + " / " + CaseSummary.CHOSEN;

  static Comparison of(CaseResult result, String part, String ours, String other) {
    return new Comparison(
        result.name(),
        part,
        ours + " / " + other,
        CaseSummary.ratio(result.seeds(), s -> s.error(ours, part), s -> s.error(other, part)));
  }

  /** Against the best of several, chosen under every seed anew. */
  static Comparison best(CaseResult result, String part, String ours, List<String> others) {
    return new Comparison(
        result.name(),
        part,
        ours + " / best of " + String.join(", ", others),
        CaseSummary.ratio(
            result.seeds(),
            s -> s.error(ours, part),
            s -> BestSingle.inHindsight(s, part, others::contains)));
  }

  /** The mixture against the best single of this very part, in hindsight. */
  static Comparison withBestSingle(CaseResult result, String part) {
    return new Comparison(
        result.name(),
        part,
        BEST_SINGLE,
        CaseSummary.ratio(
            result.seeds(),
            s -> s.error(ArmNames.MIXTURE, part),
            s -> BestSingle.inHindsight(s, part, ArmNames::isSingle)));
  }

  /** The mixture against the single that is best in this very part under the other seeds. */
  static Comparison withChosenSingle(CaseResult result, String part) {
    List<Measurement> seeds = result.seeds();
    return new Comparison(
        result.name(),
        part,
        CHOSEN_SINGLE,
        CaseSummary.ratio(
            seeds,
            s -> s.error(ArmNames.MIXTURE, part),
            s -> BestSingle.chosenBefore(seeds, s, part, ArmNames::isSingle)));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-36s %-13s %-44s %7.3f  (%.3f to %.3f)",
        name,
        part,
        what,
        ratio.mean(),
        ratio.least(),
        ratio.most());
  }
}
