package io.diffluent.job.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diffluent.job.CommandRun;
import io.diffluent.job.chart.BarChart.Bars;
import io.diffluent.job.chart.BarChart.Level;
import io.diffluent.job.chart.LineChart.Line;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** A page is one file that needs no network, and what is on it can be told apart. */
class PageTest {

  private static final BarChart BARS =
      new BarChart(
          "errors",
          "RMSE",
          List.of("missing", "zscore"),
          List.of(
              new Bars("mean", List.of(54.0, 56.5), Tone.OTHER),
              new Bars("knn", Arrays.asList(53.5, null), Tone.OTHER)),
          List.of(new Level("ours", 53.4, Tone.OURS), new Level("no cleaning", 55, Tone.PLAIN)),
          55,
          false);
  private static final LineChart LINES =
      new LineChart(
          "time",
          "seconds",
          "RMSE",
          List.of(
              Line.joined("a & b", List.of(1.0, 2.0, 4.0), List.of(3.0, 2.0, 1.0), Tone.OTHER),
              Line.point("ours", 1, 1.5, Tone.OURS)));

  @TempDir Path folder;

  private static Page page() {
    return new Page("Title <1>", "Lead")
        .section("Section")
        .part("Part")
        .text("a < b & c")
        .missing("not run: x.csv is missing")
        .chart(BARS)
        .chart(LINES)
        .chart(
            BarChart.of(
                "weights", "", List.of("x"), List.of(new Bars("w", List.of(1.0), Tone.OURS))))
        .table(
            new Table(
                "numbers",
                List.of("arm", "RMSE"),
                List.of(new Table.Row(List.of("ours", Numbers.of(53.4)), true))))
        .data("{\"text\": \"</script> & more\", \"value\": 1.5}");
  }

  @BeforeAll
  static void fontsAreThere() {
    assumeThat(Fonts.problem()).isEmpty();
  }

  @Test
  void itIsWellFormedAndComplete() throws Exception {
    Document document = WrittenPage.parsed(page().html());
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("td").item(1).getTextContent()).isEqualTo("53.40");
    assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("Title <1>");
    String data = document.getElementsByTagName("script").item(0).getTextContent();
    assertThat(CommandRun.parsed(data).get("text").asText()).isEqualTo("</script> & more");
  }

  @Test
  void nothingIsFetched() {
    WrittenPage.assertSelfContained(page().html());
  }

  @Test
  void idsAreUnique() {
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(page().html());
    Set<String> seen = new HashSet<>();
    while (id.find()) {
      assertThat(seen.add(id.group(1))).as(id.group(1)).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(1);
  }

  @Test
  void theSamePageIsTheSameText() {
    assertThat(page().html()).isEqualTo(page().html());
  }

  @Test
  void barsFitTheirGroups() {
    List<Bars> one = List.of(new Bars("w", List.of(1.0), Tone.OURS));
    assertThatThrownBy(() -> BarChart.of("t", "", List.of("x", "y"), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 bars for 2 groups");
  }

  @Test
  void labelsDoNotLieOnEachOther() {
    double[] heights = Spread.of(List.of(100.0, 101.0, 20.0, 102.0), 16, 10, 110);
    assertThat(heights).containsExactly(78, 94, 20, 110);
  }

  @Test
  void numbersHaveFourDigits() {
    assertThat(List.of(Numbers.of(1462.3), Numbers.of(53.414), Numbers.of(0.49534)))
        .containsExactly("1462", "53.41", "0.4953");
    assertThat(Numbers.of(Double.NaN)).isEqualTo("–");
  }
}
