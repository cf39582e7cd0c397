package io.diffluent.job.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, names and values that do not fit: said before anything runs, with what was meant. */
class PathsAndNamesTest {

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

  @ParameterizedTest
  @ValueSource(strings = {"--report", "--predictions"})
  void anOutputPathIsCheckedBeforeTheRun(String option) {
    CommandRun noFolder =
        evaluate(pipeline, table, option, folder.resolve("no").resolve("report.json"));
    noFolder.refused(3);
    assertThat(noFolder.err()).contains("report.json", "does not exist", "Name another path");

    CommandRun isFolder = evaluate(pipeline, table, option, folder);
    isFolder.refused(3);
    assertThat(isFolder.err()).contains("it is a directory").doesNotContain("records read");
  }

  @Test
  void aFullDiskIsSaid() {
    assumeThat(Path.of("/dev/full")).isWritable();
    CommandRun run = evaluate(pipeline, table, "--predictions", Path.of("/dev/full"));
    run.refused(3);
    assertThat(run.err()).contains("/dev/full: the predictions cannot be written", "make room");
  }

  @Test
  void thePipelineFileToWriteIsCheckedToo() {
    init(table, "minutes", folder).refused(3);
    init(table, "minutes", folder.resolve("no").resolve("p.yaml")).refused(3);
    CommandRun bench =
        CommandRun.of("bench", "throughput", "--report", folder.resolve("no").resolve("r.json"));
    bench.refused(3);
  }

  @Test
  void anOutputNeverReplacesWhatIsRead() throws IOException {
    String before = Files.readString(table);
    init(table, "minutes", table).refused(3);
    evaluate(pipeline, table, "--report", table).refused(3);
    evaluate(pipeline, table, "--predictions", table).refused(3);
    evaluate(pipeline, table, "--report", pipeline).refused(3);
    Path once = folder.resolve("once.json");
    evaluate(pipeline, table, "--report", once, "--predictions", once).refused(3);
    assertThat(Files.readString(table)).isEqualTo(before);
  }

  @Test
  void aTableThatIsNotUtf8IsReadWithAWarning() throws IOException {
    String flats = "rent £,minutes\n" + "£900,3\n£1250,4\n£700,5\n".repeat(20);
    Path made = folder.resolve("new.yaml");
    Path western = Files.write(folder.resolve("w.csv"), flats.getBytes(ISO_8859_1));
    CommandRun warned = init(western, "minutes", made);
    assertThat(warned.err()).contains("not UTF-8", "Windows-1252");
    assertThat(Files.readString(made)).contains("\"rent £\"");

    CommandRun plain = init(Files.writeString(western, flats), "minutes", made);
    assertThat(plain.err()).doesNotContain("UTF-8");
  }

  @Test
  void inputsThatAreNoTables() throws IOException {
    Path header = file("header.csv", "a,b,c,city,minutes\n");
    Path twice = file("twice.csv", "a,a,c,city,minutes\n1,2,3,x,4\n");
    bad(file("empty.csv", ""), "the file is empty");
    bad(header, "there is a header but no row");
    bad(folder.resolve("absent.csv"), "there is no such file");
    bad(folder, "this is not a file");
    bad(twice, "two columns are called 'a'");
    bad(file("broken.csv.gz", "\u001f"), "there is a header but no row");
  }

  private void bad(Path input, String what) {
    for (CommandRun run :
        new CommandRun[] {
          init(input, "minutes", folder.resolve("new.yaml")),
          evaluate(pipeline, input),
          evaluate(pipeline, table, "--clean-input", input)
        }) {
      run.refused(3);
      assertThat(run.err()).contains(input.toString(), what);
    }
    assertThat(folder.resolve("new.yaml")).doesNotExist();
  }

  /** Every row of it would be rejected. */
  @Test
  void aNameThatNoEventMayHave() throws IOException {
    Path wide = file("wide.csv", "a,b,c,city," + "m".repeat(129) + ",minutes\n1,2,3,x,4,5\n");
    for (CommandRun run :
        new CommandRun[] {
          init(wide, "minutes", folder.resolve("new.yaml")), evaluate(pipeline, wide)
        }) {
      run.refused(3);
      assertThat(run.err()).contains("wide.csv", "129 characters", "more than 128 is rejected");
    }
  }

  @Test
  void namesThatTheTableDoesNotHave() throws IOException {
    CommandRun label = init(table, "minuts", folder.resolve("new.yaml"));
    label.refused(3);
    assertThat(label.err()).contains("'minuts'", "did you mean 'minutes'?");

    Path wrong =
        file(
            "w.yaml",
            GeneratedTable.pipeline(Task.REGRESSION)
                .replace("column: minutes", "column: minuts")
                .replace("city:", "citty:"));
    CommandRun evaluated = evaluate(wrong, table, "--source-column", "cty");
    evaluated.refused(3);
    assertThat(evaluated.err().lines()).hasSize(3);
    assertThat(evaluated.err())
        .contains("no column 'minuts' (label.column); did you mean 'minutes'?")
        .contains("no column 'citty' (columns.citty); did you mean 'city'?")
        .contains("no column 'cty' (--source-column); did you mean 'city'?");

    CommandRun excluded =
        CommandRun.of(
            "init",
            "--input",
            table,
            "--label",
            "minutes",
            "--exclude",
            "citty",
            "--output",
            folder.resolve("new.yaml"));
    excluded.refused(3);
    assertThat(excluded.err()).contains("'citty'", "did you mean 'city'?");
  }

  @ParameterizedTest
  @CsvSource({
    "--arms, 'mixture,no-cleen', no arm 'no-cleen'",
    "--arms, 'mixture,mixture', one is there twice",
    "--arms, iqr+nothing, no arm 'iqr+nothing'",
    "--pollute, outliers=0.1, did you mean 'outlier'?",
    "--pollute, outlier, there is no rate",
    "--pollute, outlier=2, is not a number from 0 to 1",
    "--pollute, 'missing=0.1[citty]', citty",
  })
  void valuesThatMeanNothing(String option, String value, String message) {
    CommandRun run = evaluate(pipeline, table, option, value);
    run.refused(3);
    assertThat(run.err()).contains(message);
  }

  @Test
  void initAndEvaluate() throws IOException {
    Path made = folder.resolve("made.yaml");
    CommandRun init = init(table, "minutes", made);
    assertThat(init.code()).isZero();
    assertThat(init.out()).isEmpty();
    assertThat(init.err()).contains("4 input columns", "Next: ./diffluent evaluate");
    assertThat(CommandRun.of("validate", "--pipeline", made).code()).isZero();

    Path report = folder.resolve("report.json");
    CommandRun run = evaluate(made, table, "--json", "--report", report);
    assertThat(run.code()).isZero();
    assertThat(run.json().get("records").get("read").asInt()).isEqualTo(200);
    assertThat(CommandRun.parsed(Files.readString(report))).isEqualTo(run.json());

    CommandRun table = evaluate(made, this.table);
    assertThat(table.out()).isEmpty();
    assertThat(table.err()).contains("200 records read", "mixture", "no-clean", "detectors");
  }

  @Test
  void learningOptionsOfTheBenchmark() {
    for (String[] wrong : new String[][] {{"--batch", "0"}, {"--replay", "often"}}) {
      CommandRun run = CommandRun.of("bench", "throughput", wrong[0], wrong[1]);
      run.refused(3);
      assertThat(run.err()).contains("learn." + wrong[0].substring(2), wrong[1]);
    }
  }

  @Test
  void rowsThatDoNotFitTheirSources() {
    GeneratedTable sourced = TABLE.plus("origin", Collections.nCopies(TABLE.size(), "north sea"));
    Path input = sourced.with((row, i) -> row[5] = i == 98 ? "" : row[5]).write(table);
    CommandRun run = evaluate(pipeline, input, "--source-column", "origin");
    run.refused(3);
    assertThat(run.err()).contains("table.csv line 100: '' in column 'origin' is no source");

    Path shorter = GeneratedTable.of(Task.REGRESSION, 10, 1).write(folder.resolve("short.csv"));
    CommandRun clean = evaluate(pipeline, input, "--clean-input", shorter, "--arms", "oracle");
    clean.refused(3);
    assertThat(clean.err()).contains("the clean files have 10 rows, the input has 200");
  }

  @Test
  void aSourceMayHaveANameThatNoTopicMayHave() {
    GeneratedTable sourced = TABLE.plus("origin", Collections.nCopies(TABLE.size(), "north sea"));
    CommandRun run =
        evaluate(
            pipeline,
            sourced.write(table),
            "--source-column",
            "origin",
            "--through",
            "kafka",
            "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().at("/weights/sources/north sea").asDouble()).isEqualTo(1);
    assertThat(run.json().at("/records/scored").asInt()).isEqualTo(200);
  }

  private static CommandRun init(Path input, String label, Path output) {
    return CommandRun.of("init", "--input", input, "--label", label, "--output", output);
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
