package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.ErrorName;
import io.diffluent.job.chart.BarChart;
import io.diffluent.job.chart.BarChart.Bars;
import io.diffluent.job.chart.BarChart.Level;
import io.diffluent.job.chart.Numbers;
import io.diffluent.job.chart.Page;
import io.diffluent.job.chart.Table;
import io.diffluent.job.chart.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The report as one page. */
final class LearningPage {

  private final LearningReport report;
  private final Page page;

  private LearningPage(LearningReport report) {
    this.report = report;
    int seeds = report.results().stream().mapToInt(r -> r.seeds().size()).max().orElse(0);
    this.page =
        new Page(
            "What the learned cleaning reaches",
            "Runs of the production graph, every record scored before it is learned, on the"
                + " settings that init writes. Up to "
                + seeds
                + (seeds == 1 ? " seed" : " seeds")
                + " per case, each with its own errors and its own learner. All numbers are at the"
                + " end of this file, as JSON.");
  }

  static String html(LearningReport report) {
    LearningPage page = new LearningPage(report);
    page.head();
    page.cleaning();
    page.others();
    return page.page.data(report.json()).html();
  }

  private void head() {
    if (report.configuration().quick()) {
      page.missing("A quick run with few rows: it shows that everything runs, and nothing else.");
    } else if (report.configuration().rows() < Integer.MAX_VALUE) {
      page.missing("At most " + report.configuration().rows() + " rows of a table were used.");
    }
    report.notRun().forEach(page::missing);
    page.section("Numbers to reach");
    List<Table.Row> rows = new ArrayList<>();
    for (Goal goal : report.goals()) {
      rows.add(
          row(
              goal.study(),
              Goal.word(goal.isMust()),
              Goal.word(goal.isStretch()),
              goal.measured(),
              goal.must(),
              goal.stretch()));
    }
    page.table(
        new Table(
            "Ratios of errors unless said otherwise; below 1 is better",
            List.of("", "must", "stretch", "measured", "what must be", "what would be nice"),
            rows));
  }

  private void cleaning() {
    if (report.cleaning().isEmpty()) {
      return;
    }
    page.section("Cleaning");
    page.text(
        "Every detector x repair that can do something on a table is a pipeline of its own, trained"
            + " on the same cells beside ours: once plain, once behind the same transformations and"
            + " gates that ours has. The best of them is chosen in hindsight under every seed anew;"
            + " the one chosen before is the best under the other seeds, where errors fell on other"
            + " cells. The first 128 records are left out. Errors are on 10 % of the cells; missing because"
            + " of the value is not among them. Airbnb's price is learned as ln(1 + price).");
    List<Table.Row> rows = new ArrayList<>();
    for (Overall one : report.overall()) {
      List<String> seeds = one.seeds().stream().map(Numbers::of).toList();
      rows.add(
          row(
              one.against(),
              one.part(),
              Numbers.of(one.geoMean()),
              String.join(", ", seeds),
              Numbers.of(one.worst()),
              one.worstCase(),
              one.below() + " of " + one.cases()));
    }
    page.table(
        new Table(
            "The error of the mixture over others; one line is the paper's rule",
            List.of("", "part", "geo-mean", "by seed", "worst", "in", "below 1"),
            rows));
    for (String part : List.of(Parts.ALL, Parts.TAIL)) {
      cleaning(part, report.cleaning().stream().filter(c -> c.part().equals(part)).toList());
    }
  }

  private void cleaning(String part, List<CaseSummary> cases) {
    page.part(part.equals(Parts.ALL) ? "Whole stream" : "Last quarter");
    Set<String> tables = new LinkedHashSet<>();
    cases.forEach(one -> tables.add(table(one)));
    for (String table : tables) {
      page.chart(chart(table, cases.stream().filter(c -> table(c).equals(table)).toList()));
    }
    List<Table.Row> ratios = new ArrayList<>();
    List<Table.Row> errors = new ArrayList<>();
    for (CaseSummary one : cases) {
      ratios.add(
          row(
              what(one.name()),
              ratio(one.ratios().get(CaseSummary.BEST)),
              ratio(one.ratios().get(CaseSummary.CHOSEN)),
              ratio(one.ratios().get(CaseSummary.BEST_WITH_STEPS)),
              ratio(one.ratios().get(CaseSummary.CHOSEN_WITH_STEPS)),
              ratio(one.ratios().get(ArmNames.NO_CLEAN)),
              ratio(one.ratios().get(CaseSummary.PAPERS)),
              one.bestSingle(),
              one.bestWithSteps().replace("+steps", ""),
              String.valueOf(one.singles())));
      errors.add(
          row(
              what(one.name()) + ", " + ErrorName.written(one.metric()),
              error(one, ArmNames.MIXTURE),
              error(one, ArmNames.PAPER),
              error(one, ArmNames.NO_CLEAN),
              error(one, ArmNames.withSteps(ArmNames.NO_CLEAN)),
              error(one, CaseSummary.BEST),
              error(one, CaseSummary.BEST_WITH_STEPS),
              error(one, ArmNames.ORACLE)));
    }
    page.table(
        new Table(
            "Ratios, with least and most by seed; the last columns name the best ones and say how"
                + " many singles were trained, and as many with steps",
            List.of(
                "",
                "ours / best single",
                "ours / single chosen before",
                "ours / best single+steps",
                "ours / single+steps chosen before",
                "ours / no cleaning",
                "paper's / best single",
                "best single",
                "with steps",
                "singles"),
            ratios));
    page.table(
        new Table(
            "Errors, mean of the seeds",
            List.of(
                "",
                "ours",
                "paper's rule",
                "no cleaning",
                "no cleaning+steps",
                "best single",
                "best single+steps",
                "without errors"),
            errors));
  }

  /** Bars stand on or hang from the best single. */
  private static BarChart chart(String table, List<CaseSummary> cases) {
    List<Bars> bars = new ArrayList<>();
    bars.add(bars("ours", cases, CaseSummary.BEST, Tone.OURS));
    bars.add(
        bars("ours over best single+steps", cases, CaseSummary.BEST_WITH_STEPS, Tone.OURS_TOO));
    bars.add(bars("paper's rule", cases, CaseSummary.PAPERS, Tone.PAPER));
    bars.removeIf(one -> one.values().stream().allMatch(Objects::isNull));
    return new BarChart(
        table + ": error over that of the best single, or of the best single+steps",
        "ratio",
        cases.stream().map(one -> what(one.name()).substring(table.length() + 1)).toList(),
        bars,
        List.of(new Level("alike", 1.0, Tone.PLAIN)),
        1,
        false);
  }

  private static Bars bars(String name, List<CaseSummary> cases, String of, Tone tone) {
    List<Double> ratios = new ArrayList<>();
    for (CaseSummary one : cases) {
      double ratio = one.ratios().get(of).mean();
      ratios.add(Double.isFinite(ratio) ? ratio : null);
    }
    return new Bars(name, ratios, tone);
  }

  private void others() {
    for (Kind kind : Kind.values()) {
      List<Comparison> of =
          report.comparisons().stream().filter(c -> Kind.of(c.name()) == kind).toList();
      if (!of.isEmpty()) {
        page.section(heading(kind));
        if (kind == Kind.DRIFT) {
          page.chart(
              drift(of.stream().filter(c -> c.what().equals(Comparison.BEST_SINGLE)).toList()));
        }
        List<Table.Row> rows = new ArrayList<>();
        for (Comparison one : of) {
          rows.add(row(what(one.name()), one.part(), one.what(), ratio(one.ratio())));
        }
        page.table(
            new Table(
                "Ratios, mean of the seeds with least and most",
                List.of("", "part", "what", "ratio"),
                rows));
      }
    }
  }

  private static BarChart drift(List<Comparison> comparisons) {
    Map<String, Map<String, Double>> byCase = new LinkedHashMap<>();
    for (Comparison one : comparisons) {
      byCase
          .computeIfAbsent(one.name(), name -> new LinkedHashMap<>())
          .put(one.part(), one.ratio().mean());
    }
    List<Bars> bars = new ArrayList<>();
    byCase.forEach(
        (name, ratios) ->
            bars.add(
                new Bars(what(name), Drift.BEHIND.stream().map(ratios::get).toList(), Tone.OTHER)));
    return new BarChart(
        "The mixture over the best single of each segment behind the switch",
        "ratio",
        Drift.BEHIND,
        bars,
        List.of(new Level("alike", 1.0, Tone.PLAIN)),
        1,
        false);
  }

  private static String heading(Kind kind) {
    return switch (kind) {
      case CLEANING -> "Cleaning";
      case DRIFT -> "Drift";
      case SOURCES -> "Data sources";
      case FEATURES -> "Feature gates";
      case TRANSFORMATIONS -> "Transformations of skewed inputs";
      case PASSES -> "Several passes, unseen rows";
      case PRUNING -> "Repairs left out while their weight is small";
      case COSTS -> "Processor time per record, on one thread";
    };
  }

  private static String table(CaseSummary one) {
    String what = what(one.name());
    return what.substring(0, what.indexOf('-'));
  }

  private static String what(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  private static String error(CaseSummary one, String of) {
    return Numbers.of(one.errors().get(of));
  }

  private static String ratio(Ratio ratio) {
    String mean = Numbers.of(ratio.mean());
    return ratio.seeds().size() < 2
        ? mean
        : mean + " (" + Numbers.of(ratio.least()) + " to " + Numbers.of(ratio.most()) + ")";
  }

  private static Table.Row row(String... cells) {
    return new Table.Row(List.of(cells), false);
  }
}
