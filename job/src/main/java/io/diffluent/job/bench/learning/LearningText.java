package io.diffluent.job.bench.learning;

import io.diffluent.job.chart.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for a terminal. */
final class LearningText {

  private LearningText() {}

  static String of(LearningReport report) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(Parts.ALL, Parts.TAIL)) {
      List<CaseSummary> cases =
          report.cleaning().stream().filter(one -> one.part().equals(part)).toList();
      if (!cases.isEmpty()) {
        cleaning(text, part, cases);
      }
    }
    report.overall().forEach(one -> line(text, "%s", overall(one)));
    report.comparisons().forEach(one -> line(text, "%s", one.line()));
    line(text, "%-78s %-7s %-7s %s", "numbers to reach", "must", "stretch", "measured");
    for (Goal goal : report.goals()) {
      line(
          text,
          "%-78s %-7s %-7s %s",
          goal.study(),
          Goal.word(goal.isMust()),
          Goal.word(goal.isStretch()),
          goal.measured());
    }
    report.notRun().forEach(one -> line(text, "%s", one));
    return text.toString();
  }

  static String overall(Overall one) {
    String seeds =
        one.seeds().stream()
            .map(seed -> String.format(Locale.ROOT, "%.3f", seed))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-4s against %-26s geo-mean %.3f (by seed %s), worst %.3f (%s), below 1 in %d of %d",
        one.part(),
        one.against(),
        one.geoMean(),
        seeds,
        one.worst(),
        one.worstCase(),
        one.below(),
        one.cases());
  }

  private static void cleaning(StringBuilder text, String part, List<CaseSummary> cases) {
    line(
        text,
        "%-28s %8s %8s %8s %8s %8s %8s  %7s %7s %7s  best single, best single+steps",
        "cleaning, " + part,
        "mixture",
        "paper",
        "no-clean",
        "single",
        "s+steps",
        "oracle",
        "/single",
        "/steps",
        "/none");
    for (CaseSummary one : cases) {
      line(
          text,
          "%-28s %8s %8s %8s %8s %8s %8s  %7.3f %7.3f %7.3f  %s, %s (of %d each)",
          one.name(),
          error(one, ArmNames.MIXTURE),
          error(one, ArmNames.PAPER),
          error(one, ArmNames.NO_CLEAN),
          error(one, CaseSummary.BEST),
          error(one, CaseSummary.BEST_WITH_STEPS),
          error(one, ArmNames.ORACLE),
          one.ratios().get(CaseSummary.BEST).mean(),
          one.ratios().get(CaseSummary.BEST_WITH_STEPS).mean(),
          one.ratios().get(ArmNames.NO_CLEAN).mean(),
          one.bestSingle(),
          one.bestWithSteps(),
          one.singles());
    }
  }

  private static String error(CaseSummary one, String of) {
    return Numbers.of(one.errors().get(of));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing());
    text.append(System.lineSeparator());
  }
}
