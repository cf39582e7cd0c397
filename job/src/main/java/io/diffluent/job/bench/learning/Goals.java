package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.learning.Goal.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The numbers to reach that the suite measures, from what it has measured. */
final class Goals {

  private static final double ANY = Double.POSITIVE_INFINITY;

  private final List<CaseResult> results;
  private final List<Comparison> comparisons;
  private final List<Overall> overall;

  private Goals(List<CaseResult> results, List<Comparison> comparisons, List<Overall> overall) {
    this.results = results;
    this.comparisons = comparisons;
    this.overall = overall;
  }

  static List<Goal> of(
      List<CaseResult> results, List<Comparison> comparisons, List<Overall> overall) {
    Goals goals = new Goals(results, comparisons, overall);
    List<Goal> all = new ArrayList<>();
    goals.cleaning(all);
    goals.passes(all);
    goals.sources(all);
    goals.features(all);
    goals.others(all);
    return all;
  }

  private void cleaning(List<Goal> all) {
    Overall single = overall(CaseSummary.BEST);
    Overall steps = overall(CaseSummary.BEST_WITH_STEPS);
    Overall none = overall(ArmNames.NO_CLEAN);
    int cases = single == null ? 0 : single.cases();
    all.add(
        Goal.of(
            "cleaning, " + cases + " of 22 cases, against the best single",
            "geo-mean <= 0.98, none > 1.01, none above no cleaning",
            "<= 0.93, none > 0.99",
            new Bound("geo-mean", geoMean(single), 0.98, 0.93),
            new Bound("worst", worst(single), 1.01, 0.99),
            new Bound("worst against no cleaning", worst(none), 1, ANY)));
    all.add(
        Goal.of(
            "the same, singles with gates and transformations",
            "geo-mean <= 1.00, none > 1.03",
            "<= 0.985, none > 1.01",
            new Bound("geo-mean", geoMean(steps), 1, 0.985),
            new Bound("worst", worst(steps), 1.03, 1.01)));
  }

  private void passes(List<Goal> all) {
    all.add(
        Goal.of(
            "nasa, 8 passes, unseen dirty rows (RMSE)",
            "outliers 4.6, missing 4.25",
            "4.4, 4.15",
            new Bound("outliers", heldOut("passes/nasa-outlier"), 4.6, 4.4),
            new Bound("missing", heldOut("passes/nasa-missing"), 4.25, 4.15)));
  }

  private void sources(List<Goal> all) {
    double union = 1 - most(is("sources/bike-0-80", Parts.ALL, Sources.TRUSTED));
    double alone = 1 - most(is("sources/bike-0-80", Parts.ALL, Sources.ALONE));
    all.add(
        Goal.of(
            "source weights, trusted source, 0/80 %: share of the oracle's gain that is lost (bike)",
            "<= 0.2", "<= 0.1", new Bound("lost", 1 - union / alone, 0.2, 0.1)));
    all.add(
        Goal.of(
            "source weights, trusted source, loss",
            "all clean <= 1 %, harder <= 2.5 %",
            "the same",
            new Bound(
                "all clean",
                most(is("sources/bike-all-clean", Parts.ALL, Sources.TRUSTED)),
                1.01,
                1.01),
            new Bound(
                "harder",
                most(is("sources/bike-harder", Parts.ALL, Sources.TRUSTED)),
                1.025,
                1.025)));
    Predicate<Comparison> learned = is("sources/", Parts.ALL, Sources.LEARNED);
    all.add(
        Goal.of(
            "source weights, no trusted source, against the union",
            "never > 1.025",
            "0.96 on average where sources are dirty",
            new Bound("worst", most(learned), 1.025, 1.025),
            new Bound(
                "mean of dirty ones",
                geoMean(learned.and(c -> c.name().contains("-80"))),
                ANY,
                0.96)));
  }

  private void features(List<Goal> all) {
    all.add(
        Goal.of(
            "feature gates, 50 and 200 noise columns (bike)",
            "<= 0.91",
            "<= 0.85",
            new Bound(
                "50", most(is("features/bike-noise-50", Parts.ALL, Features.GATES)), 0.91, 0.85),
            new Bound(
                "200",
                most(is("features/bike-noise-200", Parts.ALL, Features.GATES)),
                0.91,
                0.85)));
    List<Bound> narrow = new ArrayList<>();
    for (String table : List.of("bike", "nasa", "electricity")) {
      double ratio = most(is("features/" + table + "-narrow", Parts.ALL, Features.GATES));
      narrow.add(new Bound(table, ratio, 1.005, 0.985));
    }
    all.add(
        Goal.of(
            "feature gates, narrow tables",
            "never > 1.005",
            "<= 0.985",
            narrow.toArray(Bound[]::new)));
    all.add(
        Goal.of(
            "feature gates, wide (soil moisture, rows held out)",
            "<= 0.97",
            "<= 0.94",
            new Bound(
                "ratio",
                most(is("features/soil-wide", Parts.HELD_OUT, Features.GATES)),
                0.97,
                0.94)));
  }

  private void others(List<Goal> all) {
    List<Bound> skewed = new ArrayList<>();
    for (String table : List.of("bike", "nasa", "electricity")) {
      String what = Transformations.LEARNED + " / best";
      double ratio = most(is("transformations/" + table + "-skewed", Parts.ALL, what));
      skewed.add(new Bound(table, ratio, 1.015, 0.98));
    }
    all.add(
        Goal.of(
            "transformations, skewed inputs, against the best single one",
            "<= 1.015",
            "<= 0.98",
            skewed.toArray(Bound[]::new)));
    String drift = "drift/bike-type";
    all.add(
        Goal.of(
            "the error type changes mid-stream, against the segment's best single",
            "<= 1.05 behind 500 records, below it behind 1,500",
            "below it behind 250",
            new Bound(Drift.NEXT, most(is(drift, Drift.NEXT, Comparison.BEST_SINGLE)), ANY, 1),
            new Bound(Drift.LATER, most(is(drift, Drift.LATER, Comparison.BEST_SINGLE)), 1.05, 1),
            new Bound(Drift.REST, most(is(drift, Drift.REST, Comparison.BEST_SINGLE)), 1, 1)));
    all.add(
        Goal.of(
            "pruned inference, against computing every repair",
            "half of the cleaning time at <= 1.005 of the error",
            "0.4 of the time at <= 1.002",
            new Bound("time", most(is("costs/", Costs.CLEAN, ArmNames.MIXTURE)), 0.5, 0.4),
            new Bound("error", most(is("pruning/", Parts.ALL, Pruning.PRUNED)), 1.005, 1.002)));
    String large = ArmNames.MIXTURE + Costs.LARGE;
    all.add(
        Goal.of(
            "learning step against one fixed pipeline, 256 hidden units",
            "<= 1.5",
            "<= 1.3",
            new Bound("ratio", most(is("costs/", Costs.LEARN, large)), 1.5, 1.3)));
  }

  private Overall overall(String against) {
    return overall.stream()
        .filter(one -> one.against().equals(against) && one.part().equals(Parts.ALL))
        .findFirst()
        .orElse(null);
  }

  private static double geoMean(Overall overall) {
    return overall == null ? Double.NaN : overall.geoMean();
  }

  private static double worst(Overall overall) {
    return overall == null ? Double.NaN : overall.worst();
  }

  private double heldOut(String name) {
    return results.stream()
        .filter(result -> result.name().equals(name))
        .flatMap(result -> result.seeds().stream())
        .mapToDouble(seed -> seed.error(ArmNames.MIXTURE, Parts.HELD_OUT))
        .average()
        .orElse(Double.NaN);
  }

  private static Predicate<Comparison> is(String name, String part, String ours) {
    String begin = ours.contains("/") ? ours : ours + " / ";
    return c -> c.name().startsWith(name) && c.part().equals(part) && c.what().startsWith(begin);
  }

  private double most(Predicate<Comparison> of) {
    return comparisons.stream()
        .filter(of)
        .mapToDouble(c -> c.ratio().mean())
        .max()
        .orElse(Double.NaN);
  }

  private double geoMean(Predicate<Comparison> of) {
    return Overall.geoMean(comparisons.stream().filter(of).map(c -> c.ratio().mean()).toList());
  }
}
