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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The figures from a folder in which most tables are missing. */
class BenchPaperTest {

  @TempDir Path folder;

  @BeforeAll
  static void fontsAreThere() {
    assumeThat(Fonts.problem()).isEmpty();
  }

  @Test
  void whatIsThereIsDrawnAndWhatIsNotIsNamed() throws Exception {
    SmallBike.write(folder);
    Path html = folder.resolve("r.html");
    Path json = folder.resolve("r.json");
    CommandRun run =
        CommandRun.of(
            "bench", "paper", "--data", folder, "--html", html, "--report", json, "--quick");
    assertThat(run.code()).as(run.err()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    String page = Files.readString(html);
    WrittenPage.assertSelfContained(page);
    Document document = WrittenPage.parsed(page);
    assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(7);
    for (String part : new String[] {"airbnb/raw.csv.gz is missing, get it from", "beers/dirty"}) {
      assertThat(page).contains(part);
      assertThat(run.err()).contains(part);
    }
    JsonNode report = CommandRun.parsed(Files.readString(json));
    assertThat(report.at("/figure3/0/arms").size()).isGreaterThan(50);
    assertThat(report.at("/figure4/0/cases").size()).isEqualTo(5);
    assertThat(report.at("/figure5/0/points").size()).isEqualTo(5);
    assertThat(report.at("/notRun").size()).isEqualTo(5 + 3 + 6);
    String data = document.getElementsByTagName("script").item(0).getTextContent();
    assertThat(CommandRun.parsed(data)).isEqualTo(report);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Path html = folder.resolve("r.html");
    CommandRun.of("bench", "paper", "--data", folder, "--html", html, "--figures", "2").refused(2);
    CommandRun.of("bench", "paper", "--data", folder, "--html", html, "--seeds", "0").refused(2);
    CommandRun.of("bench", "paper", "--data", folder.resolve("no"), "--html", html).refused(3);
    CommandRun.of("bench", "paper", "--data", folder, "--html", html, "--report", html).refused(3);
    assertThat(html).doesNotExist();
  }
}
