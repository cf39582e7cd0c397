package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.job.CommandRun;
import io.diffluent.job.pipeline.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a real table to a report without a hand on the file; skipped where tables are absent. */
class RealTablesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"'', 56", "outlier=0.1, 65", "missing=0.1, 60"})
  void hourlyCounts(String pollute, double most) {
    List<Object> options = pollute.isEmpty() ? List.of() : List.of("--pollute", pollute);
    JsonNode report = report("bike/hour.csv.gz", "cnt", "casual,registered", options);
    counts(report, 17_379, 17_379);
    assertThat(error(report, 0, "all")).isLessThanOrEqualTo(most);
    mixtureIsBetter(report);
  }

  @Test
  void dirtyMeasurements() {
    JsonNode report = report("nasa/dirty_80.csv.gz", "sound_pressure_level", "", List.of());
    counts(report, 1_300, 1_293);
    mixtureIsBetter(report);
  }

  @Test
  void dirtyMeasurementsThatWereNeverSeen() {
    JsonNode report =
        report(
            "nasa/dirty_80.csv.gz",
            "sound_pressure_level",
            "",
            List.of("--passes", "8", "--hold-out", "0.2"));
    assertThat(error(report, 0, "heldOut")).isLessThanOrEqualTo(5);
  }

  @Test
  void mixedTexts() {
    JsonNode report = report("beers/dirty.csv.gz", "style", "", List.of());
    counts(report, 2_410, 2_405);
    mixtureIsBetter(report);
  }

  private JsonNode report(String table, String label, String exclude, List<Object> options) {
    Optional<Path> file = SharedData.find(table);
    assumeThat(file).isPresent();
    Path pipeline = folder.resolve("p.yaml");
    List<Object> init =
        new ArrayList<>(
            List.of("init", "--input", file.get(), "--label", label, "--output", pipeline));
    if (!exclude.isEmpty()) {
      init.addAll(List.of("--exclude", exclude));
    }
    assertThat(CommandRun.of(init.toArray()).code()).isZero();
    List<Object> evaluate =
        new ArrayList<>(
            List.of("evaluate", "--json", "--pipeline", pipeline, "--input", file.get()));
    evaluate.addAll(options);
    return CommandRun.of(evaluate.toArray()).json();
  }

  private static void counts(JsonNode report, int read, int learned) {
    assertThat(report.at("/records/read").asInt()).isEqualTo(read);
    assertThat(report.at("/records/rejected").asInt()).isZero();
    assertThat(report.at("/records/scored").asInt()).isEqualTo(read);
    assertThat(report.at("/records/learned").asInt()).isEqualTo(learned);
    assertThat(report.at("/records/unlabelled").asInt()).isEqualTo(read - learned);
  }

  private static void mixtureIsBetter(JsonNode report) {
    assertThat(report.at("/arms/0/name").asText()).isEqualTo("mixture");
    assertThat(report.at("/arms/1/name").asText()).isEqualTo("no-clean");
    for (String part : List.of("all", "tail")) {
      assertThat(error(report, 0, part)).as(part).isLessThan(error(report, 1, part));
    }
  }

  /** The first metric: what learning minimises. */
  private static double error(JsonNode report, int arm, String part) {
    return report.at("/arms/" + arm + "/" + part).elements().next().asDouble();
  }
}
