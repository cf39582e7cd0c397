package io.diffluent.job.bench.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.job.CommandRun;
import io.diffluent.job.chart.BarChart;
import io.diffluent.job.chart.Fonts;
import io.diffluent.job.chart.LineChart;
import io.diffluent.job.chart.Tone;
import io.diffluent.job.chart.WrittenPage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A chart shows the numbers of the report, all of them, where they belong. */
class FiguresTest {

  private static final Figure3.Panel CLEANING =
      new Figure3.Panel(
          "bike",
          "rmse",
          "missing=0.1 injected",
          100,
          1,
          List.of(
              measured("mixture", 53.4),
              measured("no-clean", 55.1),
              measured("paper", 53.9),
              measured("oracle", 52.1),
              measured("iqr+mean", 54.0),
              measured("iqr+knn", 56.5),
              measured("zscore+mean", 54.9)),
          Map.of(
              "detectors", Map.of("iqr", 0.75, "none", 0.25),
              "paper/detectors", Map.of("iqr", 0.5),
              "repairs", Map.of("mean", 1.0)),
          List.of());

  private static final Figure4.Panel SOURCES =
      new Figure4.Panel(
          "bike",
          "swapped labels",
          100,
          1,
          List.of(
              new Figure4.Case(
                  "0 / 80 %",
                  List.of(
                      measured(Figure4.EQUAL, 70),
                      measured(Figure4.LEARNED, 60),
                      measured(Figure4.TRUSTED, 58),
                      measured(Figure4.ALONE, 57)),
                  Map.of(
                      Figure4.LEARNED, sorted("clean", 0.75, "80 % wrong", 0.25),
                      Figure4.TRUSTED, sorted("clean", 0.875, "80 % wrong", 0.125)))));

  private static final Figure5.Panel SELECTION =
      new Figure5.Panel(
          "bike",
          "rmse",
          100,
          1,
          12,
          25,
          0.5,
          List.of(
              new Figure5.Point(Figure5.NONE, 0, 55, 50, 2, 1, List.of(55.0)),
              new Figure5.Point(Figure5.GATES, 0, 54, 50, 2.5, 1.25, List.of(54.0)),
              new Figure5.Point("FAMD, 1", 1, 60, 50, 2, 1, List.of(60.0)),
              new Figure5.Point("FAMD, 2", 2, 61, 50, 2, 1, List.of(61.0)),
              new Figure5.Point("FAMD, 4", 4, 53, 50, 4, 2, List.of(53.0))));

  private static Measured measured(String name, double error) {
    return Measured.of(name, List.of(error - 1, error + 1), List.of(error, error));
  }

  private static Map<String, Double> sorted(String a, double one, String b, double other) {
    Map<String, Double> map = new java.util.LinkedHashMap<>();
    map.put(a, one);
    map.put(b, other);
    return map;
  }

  @BeforeAll
  static void fontsAreThere() {
    assumeThat(Fonts.problem()).isEmpty();
  }

  @Test
  void figure3() {
    BarChart chart = Figure3.errors(CLEANING);
    assertThat(chart.base()).isEqualTo(55.1);
    assertThat(chart.categories()).containsExactly("iqr", "zscore");
    assertThat(chart.bars().get(0).name()).isEqualTo("mean");
    assertThat(chart.bars().get(0).values()).containsExactly(54.0, 54.9);
    assertThat(chart.bars().get(1).values()).containsExactly(56.5, null);
    assertThat(chart.levels())
        .extracting(BarChart.Level::value)
        .containsExactly(52.1, 53.9, 55.1, 53.4);
    BarChart weights = Figure3.weights(CLEANING, "detectors");
    assertThat(weights.bars())
        .extracting(BarChart.Bars::tone)
        .containsExactlyInAnyOrder(Tone.OURS, Tone.PAPER);
    for (BarChart.Bars bars : weights.bars()) {
      int iqr = weights.categories().indexOf("iqr");
      assertThat(bars.values().get(iqr)).isEqualTo(bars.tone() == Tone.OURS ? 0.75 : 0.5);
    }
  }

  @Test
  void figure4() {
    BarChart chart = Figure4.errors(SOURCES);
    assertThat(chart.categories()).containsExactly("0 / 80 %");
    assertThat(chart.bars().stream().map(bars -> bars.values().get(0)))
        .containsExactly(70.0, 60.0, 58.0, 57.0);
    BarChart weights = Figure4.weights(SOURCES).get(0);
    assertThat(weights.bars().stream().map(bars -> bars.values().get(0)))
        .containsExactly(0.25, 0.125);
  }

  @Test
  void figure5AddsUpTheTimeOfAllThatWasTried() {
    LineChart.Line famd = Figure5.chart(SELECTION).lines().get(0);
    assertThat(famd.x()).containsExactly(1.25, 2.25, 4.25);
    assertThat(famd.y()).containsExactly(60.0, 60.0, 53.0);
    LineChart.Line gates = Figure5.chart(SELECTION).lines().get(2);
    assertThat(gates.tone()).isEqualTo(Tone.OURS);
    assertThat(gates.x()).containsExactly(1.25);
    assertThat(gates.y()).containsExactly(54.0);
  }

  @Test
  void thePageHasTheReportInside() throws Exception {
    PaperReport report =
        new PaperReport(
            PaperReport.FORMAT,
            false,
            2,
            List.of(CLEANING),
            List.of(SOURCES),
            List.of(SELECTION),
            List.of(
                new NotRun("figure 5", "wide", "not run: file w.csv is missing, get it from W")));
    String html = report.page().html();
    WrittenPage.assertSelfContained(html);
    var document = WrittenPage.parsed(html);
    JsonNode data =
        CommandRun.parsed(document.getElementsByTagName("script").item(0).getTextContent());
    assertThat(data).isEqualTo(CommandRun.parsed(report.json()));
    assertThat(data.at("/figure3/0/arms/0/all").asDouble()).isEqualTo(53.4);
    assertThat(html).contains("wide: not run: file w.csv is missing, get it from W");
    assertThat(html).contains("<td>53.40</td>", "52.40 to 54.40", "ours  53.40");
  }
}
