package io.diffluent.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.job.CommandRun;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo shows what it promises, in its smallest useful size. */
class DemoTest {

  @Test
  void itLearnsToClean() {
    CommandRun run = CommandRun.of("demo", "--records", 6_000, "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("6,000 dirty events", "best fixed cleaner", "\"receipt\":[{");
    JsonNode report = run.json();
    assertThat(report.at("/records/read").asInt()).isEqualTo(6_000);
    assertThat(report.at("/records/scored").asInt()).isEqualTo(6_000);

    Map<String, Double> tails = new LinkedHashMap<>();
    report
        .get("arms")
        .forEach(arm -> tails.put(arm.get("name").asText(), arm.at("/tail/rmse").asDouble()));
    double bestFixed =
        tails.entrySet().stream()
            .filter(arm -> arm.getKey().contains("+"))
            .mapToDouble(Map.Entry::getValue)
            .min()
            .orElseThrow();
    assertThat(tails.get("mixture")).isLessThan(tails.get("no-clean")).isLessThan(1.05 * bestFixed);
    JsonNode sources = report.at("/weights/sources");
    assertThat(sources.get("partner").asDouble()).isLessThan(sources.get("deliveries").asDouble());
  }
}
