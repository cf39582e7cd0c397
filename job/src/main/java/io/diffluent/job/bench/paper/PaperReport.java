package io.diffluent.job.bench.paper;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.diffluent.job.chart.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What was measured for the paper's figures: a stable, versioned JSON document, and the page drawn
 * from it.
 *
 * @param quick whether only a few rows were used: nothing can be concluded
 * @param notRun parts that are not there, with the reason
 */
@JsonPropertyOrder({"format", "quick", "seeds", "figure3", "figure4", "figure5", "notRun"})
record PaperReport(
    int format,
    boolean quick,
    int seeds,
    List<Figure3.Panel> figure3,
    List<Figure4.Panel> figure4,
    List<Figure5.Panel> figure5,
    List<NotRun> notRun) {

  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Page page() {
    Page page =
        new Page(
            "Figures 3, 4 and 5 of the DiffML paper, on a stream",
            "Hilprecht et al., DiffML: End-to-end Differentiable ML Pipelines (arXiv 2207.01269),"
                + " repeated with this project's production graph. Mean of "
                + (seeds == 1 ? "one seed" : seeds + " seeds")
                + "; the numbers behind every chart are in the tables and, for programs, at the"
                + " end of this file.");
    if (quick) {
      page.missing("A quick run with few rows: it shows that everything runs, and nothing else.");
    }
    page.section("Figure 3: data cleaning");
    page.text(
        "Every detector x repair is a pipeline of its own, trained on the same records beside ours."
            + " Bars hang from, or stand on, the error without cleaning; the lines are ours, the"
            + " paper's rule, and what a model reaches that sees the cells without errors. Our"
            + " pipeline also has transformations and feature gates, which no fixed one has.");
    figure3.stream()
        .flatMap(panel -> panel.missingArms().stream())
        .distinct()
        .forEach(
            arm ->
                page.missing("not run: the arm '" + arm + "', which this version does not have"));
    figure3.forEach(panel -> Figure3.show(panel, page));
    notRun("figure 3", page);
    page.section("Figure 4: data sources");
    page.text(
        "The same records from several sources, some of which are wrong: weighted equally (the"
            + " paper's default), with learned weights, with learned weights where the clean source"
            + " is named as trusted, and the clean source alone, which only somebody could take who"
            + " knows which one it is.");
    figure4.forEach(panel -> Figure4.show(panel, page));
    notRun("figure 4", page);
    page.section("Figure 5: feature selection");
    page.text(
        "Error against time. Times are those of whole runs, start of the job included, which weighs"
            + " on small tables; compare them as multiples, not as seconds.");
    figure5.forEach(panel -> Figure5.show(panel, page));
    notRun("figure 5", page);
    return page.data(json());
  }

  private void notRun(String figure, Page page) {
    notRun.stream()
        .filter(part -> part.figure().equals(figure))
        .forEach(part -> page.missing(part.part() + ": " + part.reason()));
  }
}
