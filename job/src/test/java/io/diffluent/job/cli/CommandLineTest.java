package io.diffluent.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person or a script sees of every mistake: an exit code, and sentences without a trace. */
class CommandLineTest {

  private static final GeneratedTable TABLE =
      GeneratedTable.of(Task.REGRESSION, 200, 1).dirty(0.1, 2);

  @TempDir Path folder;

  private Path table;
  private Path pipeline;

  @BeforeEach
  void write() throws IOException {
    table = TABLE.write(folder.resolve("table.csv"));
    pipeline = file("p.yaml", GeneratedTable.pipeline(Task.REGRESSION));
  }

  @Test
  void withoutWordsItShowsItsUse() {
    CommandRun run = CommandRun.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: diffluent").contains("evaluate", "Exit codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "init --help",
        "validate --help",
        "evaluate --help",
        "run --help",
        "bench --help",
        "bench throughput --help",
        "bench paper --help",
        "bench learning --help",
        "--version"
      })
  void helpIsAResult(String line) {
    CommandRun run = CommandRun.of((Object[]) line.split(" "));
    assertThat(run.code()).isZero();
    assertThat(run.out()).isNotBlank();
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "evalute, 'Unmatched argument at index 0: ''evalute'''",
    "evalute, 'Did you mean: diffluent evaluate'",
    "evaluate, 'Missing required options: ''--pipeline=<pipeline>'', ''--input=<inputs>'''",
    "validate, 'Missing required option: ''--pipeline=<pipeline>'''",
    "run, 'Missing required option: ''--pipeline=<pipeline>'''",
    "init, 'Missing required options: ''--input=<input>'', ''--label=<label>'', ''--output=<output>'''",
    "run --pipeline p.yaml --bonded, 'Unknown option: ''--bonded'''",
    "evaluate --pipeline p --input i --through mail, 'expected one of [FILE, KAFKA]'",
    "evaluate --pipeline p --input i --seed seven, '''seven'' is not a long'",
    "init --input i --label l --output o --task guess, 'expected one of [REGRESSION, BINARY, MULTICLASS]'",
    "demo --records 1999, '--records 1999: at least 2000'",
    "demo --records many, '''many'' is not a long'",
    "bench, 'name what to measure: throughput'",
    "bench throughput --records 0, '--records 0: at least 1'",
    "bench learning --data d --resume, '--resume: name the report'",
  })
  void aLineThatIsNotUnderstood(String line, String message) {
    CommandRun run = CommandRun.of((Object[]) line.split(" "));
    run.refused(2);
    assertThat(run.err().replaceAll("\\s+", " ")).contains(message);
  }

  @Test
  void anAbsentPipelineFile() {
    Path absent = folder.resolve("absent.yaml");
    for (CommandRun run :
        new CommandRun[] {
          CommandRun.of("validate", "--pipeline", absent),
          CommandRun.of("run", "--pipeline", absent),
          evaluate(absent, table)
        }) {
      run.refused(3);
      assertThat(run.err()).contains(absent.toString(), "no such file", "diffluent init");
    }
  }

  @Test
  void aMisspeltKey() throws IOException {
    Path wrong = file("w.yaml", GeneratedTable.pipeline(Task.REGRESSION, "lern: {batch: 8}"));
    for (CommandRun run :
        new CommandRun[] {
          CommandRun.of("validate", "--pipeline", wrong),
          CommandRun.of("run", "--pipeline", wrong),
          evaluate(wrong, table)
        }) {
      run.refused(3);
      assertThat(run.err()).contains("w.yaml:10:1", "'lern'", "did you mean 'learn'?");
    }
  }

  /** What only the whole learner shows: no arm is left, or it is too large. */
  @Test
  void aLearnerThatCannotBe() throws IOException {
    Path none =
        file(
            "w.yaml",
            GeneratedTable.pipeline(
                Task.REGRESSION,
                "learn: {arms: [singles]}",
                "clean: {detectors: [learned], repairs: [learned]}"));
    Path large =
        file(
            "l.yaml",
            GeneratedTable.pipeline(Task.REGRESSION)
                .replace("hidden: [16]", "hidden: [4096, 4096, 4096, 4096, 4096]"));
    Path classes =
        file(
            "c.yaml",
            GeneratedTable.pipeline(Task.MULTICLASS)
                .replace("task: multiclass", "task: multiclass, classes: 4096"));
    for (String command : new String[] {"validate", "run"}) {
      CommandRun noArm = CommandRun.of(command, "--pipeline", none);
      noArm.refused(3);
      assertThat(noArm.err()).contains("no arm is left");
      CommandRun tooLarge = CommandRun.of(command, "--pipeline", large);
      tooLarge.refused(3);
      assertThat(tooLarge.err()).contains("too large for state", "model.hidden");
    }
    CommandRun evaluated = evaluate(large, table);
    evaluated.refused(3);
    assertThat(evaluated.err()).contains("too large for state");
    CommandRun compared = evaluate(classes, table, "--arms", "singles,singles+steps");
    compared.refused(3);
    assertThat(compared.err()).contains("label.classes smaller");
  }

  @Test
  void allProblemsAtOnce() throws IOException {
    Path wrong =
        file(
            "w.yaml",
            GeneratedTable.pipeline(
                Task.REGRESSION,
                "learn: {batch: 0, arms: [no-cleen], rate: fast}",
                "clean: {detectors: [iqrr]}",
                "kafka: {options: {group.id: x, linger.m: 5, ssl.key.password: canary}}"));
    CommandRun run = CommandRun.of("validate", "--pipeline", wrong);
    run.refused(3);
    assertThat(run.err().lines()).hasSize(7);
    assertThat(run.err())
        .contains("batch", "'no-clean'?", "learn.rate", "'iqr'?", "group.id", "'linger.ms'?")
        .contains("kafka.options.ssl.key.password: 'ssl.key.password' holds a secret itself")
        .doesNotContain("canary");

    CommandRun json = CommandRun.of("validate", "--pipeline", wrong, "--json");
    assertThat(json.code()).isEqualTo(3);
    assertThat(json.err()).isEmpty();
    assertThat(json.json().get("format").asInt()).isEqualTo(1);
    assertThat(json.json().get("valid").asBoolean()).isFalse();
    assertThat(json.json().get("problems")).hasSize(7);
  }

  @Test
  void aValidPipelineFile() {
    CommandRun run = CommandRun.of("validate", "--pipeline", pipeline);
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("is valid: 4 input columns, label minutes (regression), 1 source");

    JsonNode json = CommandRun.of("validate", "--pipeline", pipeline, "--json").json();
    assertThat(json.get("valid").asBoolean()).isTrue();
    assertThat(json.get("problems")).isEmpty();
  }

  @Test
  void aBrokerThatIsNotThere() throws IOException {
    String bootstrap;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      bootstrap = "127.0.0.1:" + taken.getLocalPort();
    }
    Path remote =
        file(
            "r.yaml",
            GeneratedTable.pipeline(Task.REGRESSION, "kafka: {bootstrap: \"" + bootstrap + "\"}"));
    CommandRun run = CommandRun.of("run", "--pipeline", remote);
    run.refused(4);
    assertThat(run.err()).contains(bootstrap, "no broker answers", "Start Kafka").hasLineCount(1);
  }

  private static CommandRun evaluate(Path pipeline, Path input, Object... more) {
    Object[] line = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"evaluate", "--pipeline", pipeline, "--input", input}, 0, line, 0, 5);
    System.arraycopy(more, 0, line, 5, more.length);
    return CommandRun.of(line);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
