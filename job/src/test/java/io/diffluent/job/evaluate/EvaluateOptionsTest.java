package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an evaluation can be asked for besides one pass of the standard arms. */
class EvaluateOptionsTest {

  private static final int ROWS = 400;

  @TempDir Path folder;

  @Test
  void severalPassesLearnMoreAndHeldOutRowsTeachNothing() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1).dirty(0.1, 2);
    JsonNode once = evaluate(table, "--hold-out", "0.25").json();
    JsonNode often = evaluate(table, "--hold-out", "0.25", "--passes", "6").json();
    assertThat(once.at("/records/read").asInt()).isEqualTo(ROWS);
    assertThat(once.at("/records/learned").asInt()).isEqualTo(300);
    assertThat(often.at("/records/read").asInt()).isEqualTo(6 * 300 + 100);
    assertThat(often.at("/records/learned").asInt()).isEqualTo(6 * 300);
    assertThat(error(often, "mixture", "heldOut")).isLessThan(error(once, "mixture", "heldOut"));
    assertThat(error(often, "mixture", "tail")).isLessThan(error(once, "mixture", "tail"));
    JsonNode none = evaluate(table).json();
    assertThat(none.at("/arms/0").has("heldOut")).isFalse();
  }

  @Test
  void passesBelongToFilesAndSayingTooMuchIsRefused() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1);
    refused(table, "hold every event once", "--passes", "2", "--through", "kafka");
    refused(table, "passes", "--passes", "0");
    refused(table, "held-out share 1.0", "--hold-out", "1");
  }

  /** What would change nothing, or compares with nothing, is a mistake of whoever asks for it. */
  @Test
  void whatWouldChangeNothingIsRefused() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1);
    refused(table, "'outlier' would change nothing in 'city'", "--pollute", "outlier=0.1[city]");
    GeneratedTable texts =
        table.with(
            (row, i) -> {
              for (int c = 0; c < 3; c++) {
                row[c] = "about " + row[c];
              }
            });
    refused(texts, "'scale' would change nothing in any column", "--pollute", "scale=0.1");
    Path clean = Files.writeString(folder.resolve("clean.csv"), "a,B,c,city\n" + "1,2,3,x\n");
    refused(table, "clean.csv: no column 'b'", "--clean-input", clean);
    Path same = table.write(folder.resolve("same.csv"));
    refused(table, "is what the arm 'oracle' sees", "--clean-input", same);
    GeneratedTable blank = table.with((row, i) -> row[3] = "");
    refused(blank, "--source-column city is blank in every row", "--source-column", "city");
  }

  @Test
  void inSeveralFilesTheLastQuarterIsThatOfAllOfThem() throws IOException {
    Path whole = GeneratedTable.of(Task.REGRESSION, ROWS, 1).write(folder.resolve("whole.csv"));
    List<String> lines = Files.readAllLines(whole);
    List<String> second = new ArrayList<>(List.of(lines.get(0)));
    second.addAll(lines.subList(151, lines.size()));
    Path one = Files.write(folder.resolve("one.csv"), lines.subList(0, 151));
    Path two = Files.write(folder.resolve("two.csv"), second);
    Path file = pipeline();
    Files.writeString(file, GeneratedTable.pipeline(Task.REGRESSION, ""));
    JsonNode together =
        CommandRun.of("evaluate", "--json", "--pipeline", file, "--input", whole).json();
    JsonNode apart =
        CommandRun.of("evaluate", "--json", "--pipeline", file, "--input", one, two).json();
    assertThat(apart.at("/arms")).isEqualTo(together.at("/arms"));
  }

  @Test
  void aRowThatIsLargerThanAnythingIsRejectedLikeOthers() throws IOException {
    Path table = GeneratedTable.of(Task.REGRESSION, ROWS, 1).write(folder.resolve("huge.csv"));
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.add(lines.get(7).replaceFirst("[^,]*", "9".repeat(3 << 20)));
    Files.write(table, lines);
    Path file = pipeline();
    Files.writeString(file, GeneratedTable.pipeline(Task.REGRESSION, ""));
    JsonNode report =
        CommandRun.of("evaluate", "--json", "--pipeline", file, "--input", table).json();
    assertThat(report.at("/records/scored").asInt()).isEqualTo(ROWS);
    assertThat(report.at("/rejects/too-large/count").asInt()).isOne();
  }

  /** The broker of an evaluation is its own, wherever the pipeline's is and whatever it wants. */
  @Test
  void theClusterOfThePipelineIsNotAsked() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1);
    String kafka =
        "kafka: {bootstrap: \"nowhere:9\", start: latest,"
            + " options: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}}";
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.REGRESSION, kafka));
    JsonNode report = run(table, "--through", "kafka").json();
    assertThat(report.at("/records/scored").asInt()).isEqualTo(ROWS);
  }

  @Test
  void theTruthLogHasEveryInjectedErrorOnce() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1);
    Path log = folder.resolve("truth.csv");
    Object[] options = {"--pollute", "missing=0.1[a]", "--passes", "3", "--truth-log", log};
    evaluate(table, options);
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.get(0)).isEqualTo("row,column,kind,before,after");
    assertThat(lines.size() - 1).isBetween(20, 60);
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.contains(",a,missing,"))
        .doesNotHaveDuplicates();
    refused(table, "also uses", "--pollute", "missing=0.1", "--truth-log", table());
  }

  @Test
  void labelsCanBeSwappedAndTheOracleDoesNotHelp() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, 1_000, 1);
    JsonNode clean = evaluate(table).json();
    JsonNode swapped = evaluate(table, "--pollute", "label-swap=0.8").json();
    assertThat(error(swapped, "no-clean", "tail"))
        .isGreaterThan(1.3 * error(clean, "no-clean", "tail"));
  }

  @Test
  void thePapersRuleIsAnArmAndALearningRule() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, 1_000, 1).dirty(0.1, 2);
    JsonNode both = evaluate(table, "--arms", "mixture,paper,no-clean,no-clean+steps").json();
    assertThat(both.at("/arms/1/name").asText()).isEqualTo("paper");
    assertThat(both.at("/arms/3/name").asText()).isEqualTo("no-clean+steps");
    assertThat(sum(both.at("/weights/paper~1detectors"))).isCloseTo(1, within(1e-9));
    assertThat(both.at("/weights/paper~1detectors").has("learned")).isFalse();
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.REGRESSION, "learn: {rule: paper}"));
    JsonNode rule = run(table, "--arms", "mixture,no-clean").json();
    assertThat(error(rule, "mixture", "all")).isEqualTo(error(both, "paper", "all"));
    assertThat(error(rule, "no-clean", "all")).isEqualTo(error(both, "no-clean", "all"));
  }

  @Test
  void aLabelThatHasArrivedHelpsWhereLabelsStay() throws IOException {
    GeneratedTable table =
        GeneratedTable.of(Task.BINARY, 2_000, 1)
            .with((row, i) -> row[GeneratedTable.LABEL] = i / 20 % 2 == 0 ? "late" : "punctual");
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.BINARY));
    double without = run(table).json().at("/arms/0/tail/errorRate").asDouble();
    String lagged =
        GeneratedTable.pipeline(Task.BINARY).replace("task: binary", "task: binary, lags: 1");
    assertThat(lagged).contains("lags");
    Files.writeString(pipeline(), lagged);
    double with = run(table).json().at("/arms/0/tail/errorRate").asDouble();
    assertThat(without).isGreaterThan(0.3);
    assertThat(with).isLessThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [learned-fill, cut, mixture, transform, feature-gate, source-weights, augment]",
        "clean: {detectors: [missing, dboost-gaussian, dboost-histogram, dboost-mixture, learned]}",
        "clean: {prune: 0}"
      })
  void whatIsOnRequestLearnsToo(String line) throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, 1_000, 1).dirty(0.1, 2);
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.REGRESSION, line));
    JsonNode report = run(table).json();
    assertThat(error(report, "mixture", "tail"))
        .isLessThan(1.05 * error(report, "no-clean", "tail"));
    assertThat(report.at("/weights").findValuesAsText("augment")).isEmpty();
    if (line.contains("augment")) {
      assertThat(sum(report.at("/weights/augmentations"))).isCloseTo(1, within(1e-9));
    }
    if (line.contains("dboost")) {
      assertThat(report.at("/weights/detectors").has("dboost-mixture")).isTrue();
    }
  }

  private CommandRun evaluate(GeneratedTable table, Object... options) throws IOException {
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.REGRESSION));
    return run(table, options);
  }

  private CommandRun run(GeneratedTable table, Object... options) {
    CommandRun run = CommandRun.of(line(table, options));
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private void refused(GeneratedTable table, String word, Object... options) throws IOException {
    Files.writeString(pipeline(), GeneratedTable.pipeline(Task.REGRESSION));
    CommandRun run = CommandRun.of(line(table, options));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains(word).doesNotContain("\tat ");
  }

  private Object[] line(GeneratedTable table, Object... options) {
    List<Object> line = new ArrayList<>(List.of("evaluate", "--json", "--pipeline", pipeline()));
    line.addAll(List.of("--input", table.write(table())));
    line.addAll(List.of(options));
    return line.toArray();
  }

  private Path table() {
    return folder.resolve("table.csv");
  }

  private Path pipeline() {
    return folder.resolve("p.yaml");
  }

  private static double error(JsonNode report, String arm, String part) {
    for (JsonNode one : report.get("arms")) {
      if (one.get("name").asText().equals(arm)) {
        return one.at("/" + part + "/rmse").asDouble();
      }
    }
    throw new AssertionError(arm);
  }

  private static double sum(JsonNode weights) {
    double sum = 0;
    for (JsonNode weight : weights) {
      sum += weight.asDouble();
    }
    return sum;
  }
}
