package io.diffluent.job.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for a person's eyes. */
public final class ReportTable {

  private static final int MOST_ARMS = 12;
  private static final int MOST_WEIGHTS = 6;
  private static final double WIDEST = 1e9;

  /** Of smaller numbers no two digits would be left. */
  private static final double SMALLEST = 5e-4;

  private ReportTable() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    Report.Records records = report.records();
    line(
        text,
        "%s: %d records read, %d rejected, %d scored, %d learned, %d unlabelled; %.1f s, %.0f records/s",
        report.pipeline(),
        records.read(),
        records.rejected(),
        records.scored(),
        records.learned(),
        records.unlabelled(),
        report.timing().seconds(),
        report.timing().recordsPerSecond());
    report
        .rejects()
        .forEach(
            (reason, no) ->
                line(text, "  %d rejected as %s, first %s", no.count(), reason, no.first()));
    if (records.implausible() > 0) {
      line(
          text,
          "  %d of the unlabelled with a label more than 100 standard deviations away, not believed",
          records.implausible());
    }
    arms(text, report);
    report.weights().forEach((group, weights) -> weights(text, group, weights));
    return text.toString();
  }

  private static String whyNothing(Report.Records records) {
    if (records.scored() == 0) {
      return "nothing was scored: there was no record that is not rejected";
    }
    return records.learned() == 0
        ? "nothing was learned: no record had a readable label"
        : "nothing to compare: errors are those on the trusted source, which had no labelled record";
  }

  private static void arms(StringBuilder text, Report report) {
    List<Report.Arm> arms = report.arms();
    if (arms.isEmpty() || arms.get(0).all().isEmpty()) {
      line(text, "%s", whyNothing(report.records()));
      return;
    }
    List<String> metrics = List.copyOf(arms.get(0).all().keySet());
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-28s", "arm"));
    boolean heldOut = arms.get(0).heldOut() != null;
    for (String part : heldOut ? List.of("all ", "tail ", "held ") : List.of("all ", "tail ")) {
      metrics.forEach(m -> head.append(String.format(Locale.ROOT, "%16s", part + m)));
    }
    line(text, "%s", head);
    arms.stream().limit(2).forEach(arm -> row(text, arm, metrics));
    arms.stream()
        .skip(2)
        .sorted(Comparator.comparingDouble(arm -> arm.all().get(metrics.get(0))))
        .limit(MOST_ARMS)
        .forEach(arm -> row(text, arm, metrics));
    if (arms.size() > MOST_ARMS + 2) {
      line(text, "... and %d more, in the report", arms.size() - MOST_ARMS - 2);
    }
    if (report.served() != null) {
      row(text, report.served().errors(), metrics);
      report.served().answers().forEach((arm, n) -> line(text, "  by %-23s %d records", arm, n));
    }
  }

  private static void row(StringBuilder text, Report.Arm arm, List<String> metrics) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-28s", arm.name()));
    List<Map<String, Double>> parts = new ArrayList<>(List.of(arm.all(), arm.tail()));
    if (arm.heldOut() != null) {
      parts.add(arm.heldOut());
    }
    for (Map<String, Double> values : parts) {
      metrics.forEach(
          m -> row.append(String.format("%16s", values.isEmpty() ? "-" : number(values.get(m)))));
    }
    line(text, "%s", row);
  }

  /** Labels have any size, columns have not. */
  private static String number(double value) {
    double size = Math.abs(value);
    boolean isFixed = size == 0 || size >= SMALLEST && size < WIDEST;
    return String.format(Locale.ROOT, isFixed ? "%.4f" : "%.5e", value);
  }

  private static void weights(StringBuilder text, String group, Map<String, Double> weights) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-17s ", group));
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(MOST_WEIGHTS)
        .forEach(
            w -> row.append(String.format(Locale.ROOT, "%s %.2f  ", w.getKey(), w.getValue())));
    line(text, "%s", row.toString().stripTrailing());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
