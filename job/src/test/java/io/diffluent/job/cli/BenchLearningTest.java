package io.diffluent.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.job.CommandRun;
import io.diffluent.job.bench.SmallBike;
import io.diffluent.job.chart.Fonts;
import io.diffluent.job.chart.WrittenPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few cases of the learning bench on a small table. */
class BenchLearningTest {

  private static final String TWO = "cleaning/bike-outlier,cleaning/bike-missing";

  @TempDir Path folder;

  @Test
  void whatIsMeasuredDoesNotDependOnThreads() throws Exception {
    SmallBike.write(folder);
    JsonNode one = measured("one.json", "--threads", 1);
    JsonNode two = measured("two.json", "--threads", 2);
    assertThat(one.at("/results").size()).isEqualTo(2);
    assertThat(one.at("/results/0/seeds/0/scores").size()).isGreaterThan(80);
    for (int c = 0; c < 2; c++) {
      String scores = "/results/" + c + "/seeds/0/scores";
      assertThat(two.at(scores)).isEqualTo(one.at(scores));
    }
    assertThat(two.at("/cleaning")).isEqualTo(one.at("/cleaning"));
    assertThat(one.at("/overall").size()).isEqualTo(8);
  }

  private JsonNode measured(String name, Object... more) throws Exception {
    Path json = folder.resolve(name);
    CommandRun run = bench(json, TWO, more);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("cleaning/bike-outlier", "seed 7", "numbers to reach", "geo-mean");
    return CommandRun.parsed(Files.readString(json));
  }

  private CommandRun bench(Path json, String cases, Object... more) {
    Object[] line = {
      "bench", "learning", "--data", folder, "--report", json, "--cases", cases, "--quick"
    };
    Object[] all = Arrays.copyOf(line, line.length + more.length + 2);
    all[line.length] = "--seeds";
    all[line.length + 1] = 1;
    System.arraycopy(more, 0, all, line.length + 2, more.length);
    return CommandRun.of(all);
  }

  @Test
  void aReportIsResumedUnderTheSameConfigurationOnly() throws Exception {
    SmallBike.write(folder);
    Path json = folder.resolve("r.json");
    assertThat(bench(json, "cleaning/bike-missing").code()).isZero();
    JsonNode first = CommandRun.parsed(Files.readString(json));
    CommandRun resumed = bench(json, "cleaning/bike-missing,pruning/bike-missing", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContainPattern("cleaning/bike-missing +seed");
    JsonNode second = CommandRun.parsed(Files.readString(json));
    assertThat(second.at("/results/0")).isEqualTo(first.at("/results/0"));
    assertThat(second.at("/results").size()).isEqualTo(2);
    bench(json, "cleaning/bike-missing", "--resume", "--rows", 50).refused(3);
    assertThat(CommandRun.parsed(Files.readString(json))).isEqualTo(second);
    Files.writeString(json, "{}");
    bench(json, "cleaning/bike-missing", "--resume").refused(3);
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assumeThat(Fonts.problem()).isEmpty();
    SmallBike.write(folder);
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    CommandRun run = bench(json, "pruning/bike-outlier,cleaning/nasa-*", "--html", html);
    assertThat(run.code()).as(run.err()).isEqualTo(5);
    String page = Files.readString(html);
    WrittenPage.assertSelfContained(page);
    String missing = "cleaning/nasa-scale: not run: files nasa/clean.csv.gz";
    assertThat(page).contains(missing, "A quick run");
    assertThat(run.err()).contains(missing);
    JsonNode report = CommandRun.parsed(Files.readString(json));
    assertThat(report.at("/notRun").size()).isEqualTo(5);
    assertThat(report.at("/comparisons/0/what").asText()).isEqualTo("prune 0.1 / prune 0");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Path json = folder.resolve("r.json");
    CommandRun.of("bench", "learning", "--data", folder, "--seeds", "0").refused(2);
    CommandRun.of("bench", "learning", "--data", folder, "--threads", "0").refused(2);
    CommandRun.of("bench", "learning", "--data", folder, "--resume").refused(2);
    CommandRun.of("bench", "learning", "--data", folder.resolve("no")).refused(3);
    CommandRun.of("bench", "learning", "--data", folder, "--cases", "cooking/*").refused(3);
    bench(folder.resolve("no/r.json"), "cleaning/*").refused(3);
    assertThat(json).doesNotExist();
  }
}
