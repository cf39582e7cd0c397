package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.job.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table with times to predictions that know the hour, with nothing but defaults. */
class TimesTest {

  private static final int ROWS = 1_500;
  private static final DateTimeFormatter STYLE =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);

  @TempDir Path folder;

  @Test
  void hoursAndWeekdaysArePredictedFrom() throws IOException {
    Path table = table();
    Path pipeline = init(table);
    String found = Files.readString(pipeline);
    assertThat(found).contains("from: seen, part: hour, order: dmy", "part: weekday");
    Path without = folder.resolve("without.yaml");
    Files.write(without, found.lines().filter(line -> !line.contains("from: seen")).toList());
    double blind = rmse(evaluate(without, table));
    assertThat(rmse(evaluate(pipeline, table))).isLessThan(0.5 * blind);
    // Every tenth time is lost or misspelt: none is rejected, and the rest still tells.
    CommandRun dirty = evaluate(pipeline, table, "--pollute", "missing=0.05,typo=0.05");
    assertThat(dirty.json().at("/records/rejected").asInt()).isZero();
    assertThat(rmse(dirty)).isLessThan(0.7 * blind);
  }

  @Test
  void aTableWithoutTheFieldIsRefused() throws IOException {
    Path pipeline = init(table());
    Path other = Files.writeString(folder.resolve("other.csv"), "sen,x,y\n1,2,3\n");
    CommandRun run = CommandRun.of("evaluate", "--pipeline", pipeline, "--input", other);
    assertThat(run.code()).isNotZero();
    assertThat(run.err())
        .contains("no column 'seen' (columns.seen_hour.from)", "did you mean 'sen'?")
        .doesNotContain("no column 'seen_hour'");
  }

  private Path init(Path table) {
    Path pipeline = folder.resolve("found.yaml");
    CommandRun run = CommandRun.of("init", "--input", table, "--label", "y", "--output", pipeline);
    assertThat(run.code()).as(run.err()).isZero();
    return pipeline;
  }

  private static CommandRun evaluate(Path pipeline, Path table, Object... more) {
    List<Object> line = new ArrayList<>(List.of("evaluate", "--json", "--pipeline", pipeline));
    line.addAll(List.of("--input", table));
    line.addAll(List.of(more));
    CommandRun run = CommandRun.of(line.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static double rmse(CommandRun run) {
    JsonNode report = run.json();
    assertThat(report.at("/arms/0/name").asText()).isEqualTo("mixture");
    return report.at("/arms/0/tail/rmse").asDouble();
  }

  /** Rush hours on working days, and a number that tells little. */
  private Path table() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>(List.of("seen,x,y"));
    LocalDateTime start = LocalDateTime.of(2013, 1, 1, 0, 7);
    for (int i = 0; i < ROWS; i++) {
      LocalDateTime time = start.plusHours(i);
      boolean weekend = time.getDayOfWeek().getValue() > 5;
      double rush = time.getHour() % 10 == 8 ? 8 : time.getHour() < 6 ? -4 : 0;
      double x = random.nextGaussian();
      double y = 20 + (weekend ? 5 : rush) + 0.5 * x + 0.3 * random.nextGaussian();
      lines.add(String.format(Locale.ROOT, "%s,%.3f,%.3f", STYLE.format(time), x, y));
    }
    return Files.write(folder.resolve("table.csv"), lines);
  }
}
