package io.diffluent.job.demo;

import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.evaluate.ReportTable;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What a demo run showed, in words. */
record Summary(Report report, KafkaConnection connection, PipelineSpec spec, boolean keep) {

  private static final String LEARNED = "mixture";
  private static final String UNCLEANED = "no-clean";

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(System.lineSeparator())
        .append(ReportTable.of(report))
        .append(System.lineSeparator());
    errors(text);
    weights(text);
    receipt(text);
    topics(text);
    return text.toString();
  }

  private void errors(StringBuilder text) {
    double mixture = rmse(report.arm(LEARNED));
    double noClean = rmse(report.arm(UNCLEANED));
    Report.Arm fixed =
        report.arms().stream()
            .filter(arm -> arm.name().contains("+"))
            .min(Comparator.comparingDouble(Summary::rmse))
            .orElseThrow();
    line(
        text,
        "Error (prequential RMSE, the last quarter): mixture %.3f, no cleaning %.3f (%+.1f %%),"
            + " best fixed cleaner of %d (%s) %.3f (%+.1f %%), oracle %.3f.",
        mixture,
        noClean,
        100 * (mixture / noClean - 1),
        report.arms().stream().filter(arm -> arm.name().contains("+")).count(),
        fixed.name(),
        rmse(fixed),
        100 * (mixture / rmse(fixed) - 1),
        rmse(report.arm("oracle")));
  }

  private void weights(StringBuilder text) {
    Map<String, Double> sources = report.weights().getOrDefault("sources", Map.of());
    Map<String, Double> features = report.weights().getOrDefault("features", Map.of());
    line(
        text,
        "Learned: the source 'partner' (70 %% wrong labels) weighs %.2f against %.2f;"
            + " the gate of the meaningless column 'noise' is %.2f open, the widest %.2f.",
        sources.getOrDefault("partner", Double.NaN),
        sources.getOrDefault("deliveries", Double.NaN),
        features.getOrDefault("noise", Double.NaN),
        features.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
  }

  private void receipt(StringBuilder text) {
    String[] longest = {""};
    new TopicContents(connection, spec.kafka().topics().predictions())
        .forEach(
            entry -> {
              String json = new String(entry.value(), StandardCharsets.UTF_8);
              if (json.contains("\"served\":\"mixture\"") && json.contains("\"raw\":\"")) {
                longest[0] = json;
              }
            });
    line(text, "The last prediction that repaired something, with its receipt:");
    line(text, "%s", longest[0]);
  }

  private void topics(StringBuilder text) {
    line(
        text,
        "Topics: %s, %s, %s. %s: kafka-console-consumer --bootstrap-server %s --from-beginning --topic %s",
        spec.kafka().topics().predictions(),
        spec.kafka().topics().telemetry(),
        spec.kafka().topics().deadLetters(),
        keep ? "Look at them with" : "To look at them, run './diffluent demo --keep', then",
        keep ? spec.kafka().bootstrap() : "HOST:PORT",
        spec.kafka().topics().predictions());
  }

  private static double rmse(Report.Arm arm) {
    return arm.tail().get("rmse");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
