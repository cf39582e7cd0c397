package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of a bounded run says what happened, and the same again. */
class EvaluationTest {

  private static final int ROWS = 800;

  /** The guard never steps in: the mixture answers everything. */
  private static final String UNGUARDED = "learn: {batch: 16, replay: 1, guardMargin: 1.0}";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theReportHasItsFields(Task task) throws IOException {
    GeneratedTable table = GeneratedTable.of(task, ROWS, 1).dirty(0.1, 2);
    JsonNode report = evaluate(pipeline(task), table).json();
    assertThat(names(report))
        .containsExactly("format", "pipeline", "task", "records", "arms", "weights", "timing");
    assertThat(report.get("format").asInt()).isEqualTo(1);
    assertThat(report.get("pipeline").asText()).isEqualTo("garden");
    assertThat(report.get("task").asText()).isEqualTo(task.name().toLowerCase(Locale.ROOT));
    counts(report, ROWS, 0, ROWS, ROWS, 0);
    assertThat(texts(report.get("arms"), "name")).containsExactly("mixture", "no-clean");
    for (JsonNode arm : report.get("arms")) {
      assertThat(names(arm)).containsExactly("name", "all", "tail");
      for (JsonNode part : List.of(arm.get("all"), arm.get("tail"))) {
        assertThat(names(part)).isEqualTo(metrics(task));
      }
    }
    assertThat(names(report.get("weights")))
        .containsExactly("detectors", "repairs", "features", "sources");
    assertThat(names(report.at("/weights/features"))).containsExactly("a", "b", "c", "city");
    assertThat(report.at("/weights/sources/rides").asDouble()).isEqualTo(1);
    assertThat(names(report.get("timing"))).containsExactly("seconds", "recordsPerSecond");
    eachNumber(report, number -> assertThat(number).isFinite());
  }

  @Test
  void theTailIsTheLastQuarter() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, ROWS, 1).dirty(0.1, 2);
    Path answers = folder.resolve("answers.jsonl");
    JsonNode report = evaluate(pipeline(Task.REGRESSION), table, "--predictions", answers).json();
    List<String> lines = Files.readAllLines(answers);
    assertThat(lines).hasSize(ROWS);
    double squares = 0;
    double tail = 0;
    for (int i = 0; i < ROWS; i++) {
      JsonNode answer = CommandRun.parsed(lines.get(i));
      assertThat(answer.get("id").asText()).isEqualTo("rides-0-" + i);
      assertThat(answer.get("served").asText()).isEqualTo("mixture");
      double label = Double.parseDouble(table.cell(i, GeneratedTable.LABEL));
      double error = answer.get("prediction").asDouble() - label;
      squares += error * error;
      tail += i < ROWS - ROWS / 4 ? 0 : error * error;
    }
    assertThat(error(report, "mixture", "all")).isCloseTo(Math.sqrt(squares / ROWS), within(1e-4));
    assertThat(error(report, "mixture", "tail"))
        .isCloseTo(Math.sqrt(tail / (ROWS / 4)), within(1e-4));
  }

  @Test
  void whatCannotBeLearnedIsScoredAndCounted() throws IOException {
    List<String> unreadable = List.of("", "NaN", "n/a", "12 apples", "1e400", "Infinity");
    String tooLong = "x".repeat(5_000);
    GeneratedTable table =
        GeneratedTable.of(Task.REGRESSION, ROWS, 1)
            .with(
                (row, i) -> {
                  if (i % 10 == 3) {
                    row[GeneratedTable.LABEL] = unreadable.get(i / 10 % unreadable.size());
                  }
                  if (i % 100 == 50) {
                    row[3] = tooLong;
                  }
                });
    Path answers = folder.resolve("answers.jsonl");
    JsonNode report = evaluate(pipeline(Task.REGRESSION), table, "--predictions", answers).json();
    counts(report, ROWS, 8, ROWS - 8, ROWS - 8 - 80, 80);
    assertThat(Files.readAllLines(answers)).hasSize(ROWS - 8);
  }

  @Test
  void aLabelTooFarAwayToBeBelievedIsCounted() throws IOException {
    GeneratedTable table =
        GeneratedTable.of(Task.REGRESSION, ROWS, 1)
            .with(
                (row, i) ->
                    row[GeneratedTable.LABEL] = i == 500 ? "1e9" : row[GeneratedTable.LABEL]);
    JsonNode report = evaluate(pipeline(Task.REGRESSION), table).json();
    assertThat(report.at("/records/learned").asInt()).isEqualTo(ROWS - 1);
    assertThat(report.at("/records/unlabelled").asInt()).isEqualTo(1);
    assertThat(report.at("/records/implausible").asInt()).isEqualTo(1);
  }

  @Test
  void withoutAnyLabelThereIsNothingToReport() throws IOException {
    GeneratedTable table =
        GeneratedTable.of(Task.BINARY, 50, 1).with((row, i) -> row[GeneratedTable.LABEL] = "");
    JsonNode report = evaluate(pipeline(Task.BINARY), table).json();
    counts(report, 50, 0, 50, 0, 50);
    assertThat(report.at("/arms/0/all")).isEmpty();
  }

  @Test
  void twoRunsAreEqual() throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.MULTICLASS, ROWS, 1).dirty(0.1, 2);
    Path pipeline = pipeline(Task.MULTICLASS);
    Object[] options = {"--pollute", "missing=0.1,outlier=0.1", "--seed", "11"};
    JsonNode once = timeless(evaluate(pipeline, table, options));
    assertThat(timeless(evaluate(pipeline, table, options))).isEqualTo(once);
    options[3] = "12";
    assertThat(timeless(evaluate(pipeline, table, options))).isNotEqualTo(once);
  }

  @Test
  void throughKafkaItIsTheSame() throws IOException {
    GeneratedTable table =
        GeneratedTable.of(Task.REGRESSION, ROWS, 1)
            .dirty(0.1, 2)
            .with(
                (row, i) -> {
                  row[3] = i % 90 == 1 ? "x".repeat(5_000) : row[3];
                  row[GeneratedTable.LABEL] = i % 7 == 1 ? "?" : row[GeneratedTable.LABEL];
                });
    Path pipeline = pipeline(Task.REGRESSION);
    JsonNode file = timeless(evaluate(pipeline, table, "--through", "file"));
    JsonNode kafka = timeless(evaluate(pipeline, table, "--through", "kafka"));
    assertThat(kafka.get("records")).isEqualTo(file.get("records"));
    assertThat(kafka.at("/records/rejected").asInt()).isPositive();
    for (String arm : List.of("mixture", "no-clean")) {
      for (String part : List.of("all", "tail")) {
        assertThat(error(kafka, arm, part)).isCloseTo(error(file, arm, part), within(1e-9));
      }
    }
  }

  /** One shop after another, a model for each, the last batch of most of them not full. */
  @Test
  void throughKafkaTheLastQuarterIsThatOfTheInputToo() throws IOException {
    GeneratedTable table =
        GeneratedTable.of(Task.REGRESSION, ROWS, 1).with((row, i) -> row[3] = "shop" + i / 40);
    Path pipeline = pipeline(Task.REGRESSION);
    Files.writeString(pipeline, Files.readString(pipeline) + "\nkey: city\n");
    JsonNode file = timeless(evaluate(pipeline, table, "--through", "file"));
    JsonNode kafka = timeless(evaluate(pipeline, table, "--through", "kafka"));
    for (String part : List.of("all", "tail")) {
      assertThat(error(kafka, "mixture", part))
          .isCloseTo(error(file, "mixture", part), within(1e-9));
    }
  }

  @Test
  void everyValueOfTheSourceColumnIsASource() throws IOException {
    Path found = pipeline(Task.REGRESSION);
    JsonNode report = evaluate(found, threeSources(ROWS), "--source-column", "origin").json();
    counts(report, ROWS, 0, ROWS, ROWS, 0);
    JsonNode weights = report.at("/weights/sources");
    assertThat(names(weights)).containsExactly("north", "wrong", "south");
    double sum = 0;
    for (JsonNode weight : weights) {
      sum += weight.asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void aTrustedSourceExposesTheOthers() throws IOException {
    Path named = pipeline(Task.REGRESSION);
    String sources = "sources: [{topic: south}, {topic: north, trusted: true}, {topic: wrong}]";
    Files.writeString(named, Files.readString(named).replace("sources: [{topic: rides}]", sources));
    CommandRun run = evaluate(named, threeSources(3_000), "--source-column", "origin");
    JsonNode weights = run.json().at("/weights/sources");
    assertThat(names(weights)).containsExactly("south", "north", "wrong");
    assertThat(weights.get("wrong").asDouble())
        .isLessThan(0.5 * weights.get("north").asDouble())
        .isLessThan(0.5 * weights.get("south").asDouble());
  }

  /** Two sources with right labels; the labels of the third belong to other rows. */
  private static GeneratedTable threeSources(int rows) {
    List<String> names = List.of("north", "wrong", "south");
    SplittableRandom random = new SplittableRandom(5);
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, rows, 1);
    return table
        .with(
            (row, i) -> {
              if (i % 3 == 1) {
                row[GeneratedTable.LABEL] = table.cell(random.nextInt(rows), GeneratedTable.LABEL);
              }
            })
        .plus("origin", IntStream.range(0, rows).mapToObj(i -> names.get(i % 3)).toList());
  }

  @Test
  void theOracleSeesTheCleanTable() throws IOException {
    GeneratedTable clean = GeneratedTable.of(Task.REGRESSION, 2_000, 1);
    Path truth = clean.write(folder.resolve("clean.csv"));
    JsonNode report =
        evaluate(
                pipeline(Task.REGRESSION),
                clean.dirty(0.2, 2),
                "--clean-input",
                truth,
                "--arms",
                "mixture,no-clean,oracle")
            .json();
    assertThat(error(report, "oracle", "tail"))
        .isLessThan(0.8 * error(report, "no-clean", "tail"))
        .isLessThan(error(report, "mixture", "tail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+steps"})
  void thePolluterTellsTheOracle(String behind) throws IOException {
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, 2_000, 1);
    String oracle = "oracle" + behind;
    String noClean = "no-clean" + behind;
    JsonNode report =
        evaluate(
                pipeline(Task.REGRESSION),
                table,
                "--pollute",
                "missing=0.1,outlier=0.1,typo=0.1",
                "--arms",
                String.join(",", "mixture", noClean, oracle))
            .json();
    assertThat(error(report, oracle, "all")).isLessThan(error(report, noClean, "all"));
    assertThat(error(report, oracle, "tail")).isLessThan(error(report, noClean, "tail"));
  }

  @Test
  void singlesAreEveryFixedCleaner() throws IOException {
    Path pipeline =
        pipeline(
            Task.REGRESSION, "clean: {detectors: [missing, iqr, learned], repairs: [mean, knn]}");
    GeneratedTable table = GeneratedTable.of(Task.REGRESSION, 200, 1).dirty(0.1, 2);
    JsonNode report = evaluate(pipeline, table, "--arms", "mixture,no-clean,singles").json();
    assertThat(texts(report.get("arms"), "name"))
        .containsExactly(
            "mixture", "no-clean", "missing+mean", "missing+knn", "iqr+mean", "iqr+knn");
    assertThat(names(report.at("/weights/detectors")))
        .containsExactly("missing", "iqr", "learned", "none");
  }

  private CommandRun evaluate(Path pipeline, GeneratedTable table, Object... more) {
    List<Object> line = new ArrayList<>(List.of("evaluate", "--json", "--pipeline", pipeline));
    line.addAll(List.of("--input", table.write(folder.resolve("table.csv"))));
    line.addAll(List.of(more));
    CommandRun run = CommandRun.of(line.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private Path pipeline(Task task, String... lines) throws IOException {
    String text = GeneratedTable.pipeline(task, lines) + UNGUARDED;
    return Files.writeString(folder.resolve("p.yaml"), text);
  }

  private static List<String> metrics(Task task) {
    return task == Task.REGRESSION
        ? List.of("rmse", "mae")
        : List.of("logLoss", "errorRate", "auc");
  }

  private static void counts(JsonNode report, int... expected) {
    JsonNode records = report.get("records");
    assertThat(names(records))
        .containsExactly("read", "rejected", "scored", "learned", "unlabelled");
    List<Integer> found = new ArrayList<>();
    records.forEach(count -> found.add(count.asInt()));
    assertThat(found).isEqualTo(IntStream.of(expected).boxed().toList());
  }

  private static double error(JsonNode report, String arm, String part) {
    int at = texts(report.get("arms"), "name").indexOf(arm);
    return report.at("/arms/" + at + "/" + part + "/rmse").asDouble();
  }

  private static JsonNode timeless(CommandRun run) {
    ObjectNode report = (ObjectNode) run.json();
    report.remove("timing");
    return report;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.get(field).asText()));
    return texts;
  }

  private static void eachNumber(JsonNode node, Consumer<Double> check) {
    if (node.isNumber()) {
      check.accept(node.asDouble());
    } else {
      assertThat(node.isNull()).isFalse();
      node.forEach(child -> eachNumber(child, check));
    }
  }
}
