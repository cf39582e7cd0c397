package io.diffluent.job.bench.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is compared in each kind of case; the cleaning comparison has its own summary. */
final class Comparisons {

  /** Single transformations, and none. */
  private static final List<String> SINGLE =
      Stream.concat(Stream.of(Transformations.NONE), Transformations.SINGLE.keySet().stream())
          .toList();

  private Comparisons() {}

  static List<Comparison> of(List<CaseResult> results) {
    List<Comparison> all = new ArrayList<>();
    for (CaseResult result : results) {
      Kind kind = result.kind();
      switch (kind) {
        case CLEANING -> {}
        case DRIFT -> drift(result, all);
        case SOURCES -> sources(result, all);
        case FEATURES -> both(result, Features.GATES, Features.NONE, all);
        case TRANSFORMATIONS -> {
          both(result, Transformations.LEARNED, Transformations.NONE, all);
          all.add(Comparison.best(result, Parts.ALL, Transformations.LEARNED, SINGLE));
          all.add(Comparison.best(result, Parts.TAIL, Transformations.LEARNED, SINGLE));
        }
        case PASSES -> all.add(Comparison.withBestSingle(result, Parts.HELD_OUT));
        case PRUNING -> both(result, Pruning.PRUNED, Pruning.COMPLETE, all);
        case COSTS -> costs(result, all);
      }
    }
    all.removeIf(comparison -> Double.isNaN(comparison.ratio().mean()));
    return all;
  }

  private static void both(CaseResult result, String ours, String other, List<Comparison> all) {
    for (String part : List.of(Parts.ALL, Parts.TAIL, Parts.HELD_OUT)) {
      all.add(Comparison.of(result, part, ours, other));
    }
  }

  private static void drift(CaseResult result, List<Comparison> all) {
    List<String> parts = new ArrayList<>(Drift.BEHIND);
    parts.add(Parts.ALL);
    for (String part : parts) {
      all.add(Comparison.withBestSingle(result, part));
      all.add(Comparison.withChosenSingle(result, part));
    }
  }

  private static void sources(CaseResult result, List<Comparison> all) {
    for (String part : List.of(Parts.ALL, Parts.TAIL)) {
      for (String ours : List.of(Sources.LEARNED, Sources.TRUSTED, Sources.ALONE)) {
        all.add(Comparison.of(result, part, ours, Sources.UNION));
      }
    }
  }

  private static void costs(CaseResult result, List<Comparison> all) {
    for (Score score : result.seeds().get(0).scores()) {
      if (!score.arm().endsWith(Costs.LARGE) && !score.arm().equals(ArmNames.NO_CLEAN)) {
        all.add(Comparison.of(result, Costs.TOTAL, score.arm(), ArmNames.NO_CLEAN));
      }
    }
    all.add(Comparison.of(result, Costs.CLEAN, ArmNames.MIXTURE, Costs.COMPLETE));
    all.add(Comparison.of(result, Costs.LEARN, ArmNames.MIXTURE, Costs.SINGLE));
    all.add(
        Comparison.of(
            result, Costs.LEARN, ArmNames.MIXTURE + Costs.LARGE, Costs.SINGLE + Costs.LARGE));
  }
}
