package io.diffluent.job.bench.paper;

import io.diffluent.job.bench.data.DataFolder;
import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.ErrorOnRows;
import io.diffluent.job.bench.data.Noise;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.SourceTable;
import io.diffluent.job.bench.data.SourceTrial;
import io.diffluent.job.bench.data.SourceTrial.Weighting;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.chart.BarChart;
import io.diffluent.job.chart.BarChart.Bars;
import io.diffluent.job.chart.BarChart.Level;
import io.diffluent.job.chart.Numbers;
import io.diffluent.job.chart.Page;
import io.diffluent.job.chart.Table;
import io.diffluent.job.chart.Tone;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figure 4: equal against learned weights of the sources. A table is dealt out to a clean source
 * and sources of which a share of the rows is wrong; the error is measured on the rows of the clean
 * source, the same for all.
 */
final class Figure4 {

  static final String EQUAL = "equal weights";
  static final String LEARNED = "learned weights";
  static final String TRUSTED = "learned, clean source trusted";
  static final String ALONE = "clean source alone";

  private static final List<String> ARMS = List.of(EQUAL, LEARNED, TRUSTED, ALONE);
  private static final List<Integer> MIXED = List.of(0, 20, 40, 80);

  private Figure4() {}

  /**
   * One table.
   *
   * @param noise what is wrong in the other sources
   */
  record Panel(String dataset, String noise, long records, int passes, List<Case> cases) {}

  /**
   * One set of sources.
   *
   * @param name the percentages of wrong rows, by source
   * @param arms ways to weight the sources
   * @param weights learned weights, by way and source, mean of the seeds
   */
  record Case(String name, List<Measured> arms, Map<String, Map<String, Double>> weights) {

    Measured arm(String name) {
      return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
    }
  }

  /** The sets of sources: the clean one first. */
  static List<List<Integer>> cases(List<Integer> percents) {
    List<List<Integer>> cases = new ArrayList<>();
    percents.forEach(percent -> cases.add(List.of(0, percent)));
    cases.add(MIXED);
    return cases;
  }

  static Panel run(Dataset dataset, Noise noise, DataFolder data, Scale scale, Path folder)
      throws Exception {
    Rows clean = Rows.read(data.files(dataset.files()), scale.rows());
    PipelineSpec spec = Trial.pipeline(clean, dataset);
    List<Case> cases = new ArrayList<>();
    for (List<Integer> percents : cases(noise.percents())) {
      Map<String, List<Double>> all = new LinkedHashMap<>();
      Map<String, List<Double>> tail = new LinkedHashMap<>();
      Map<String, Map<String, List<Double>>> weights = new LinkedHashMap<>();
      for (long seed : scale.each()) {
        SourceTable table = SourceTable.deal(clean, noise, percents, seed);
        for (String arm : ARMS) {
          ErrorOnRows error = run(spec, dataset, table, arm, seed, folder, weights);
          all.computeIfAbsent(arm, a -> new ArrayList<>()).add(error.all());
          tail.computeIfAbsent(arm, a -> new ArrayList<>()).add(error.tail());
        }
      }
      Map<String, Map<String, Double>> means = new LinkedHashMap<>();
      weights.forEach(
          (arm, bySource) -> {
            Map<String, Double> mean = new LinkedHashMap<>();
            bySource.forEach((source, values) -> mean.put(source, Measured.mean(values)));
            means.put(arm, mean);
          });
      cases.add(
          new Case(
              name(percents),
              ARMS.stream().map(arm -> Measured.of(arm, all.get(arm), tail.get(arm))).toList(),
              means));
    }
    return new Panel(dataset.name(), noise.what(), clean.rows().size(), dataset.passes(), cases);
  }

  private static ErrorOnRows run(
      PipelineSpec spec,
      Dataset dataset,
      SourceTable table,
      String arm,
      long seed,
      Path folder,
      Map<String, Map<String, List<Double>>> weights)
      throws Exception {
    SourceTable used = arm.equals(ALONE) ? table.cleanRows() : table;
    Weighting weighting =
        switch (arm) {
          case LEARNED -> Weighting.LEARNED;
          case TRUSTED -> Weighting.TRUSTED;
          default -> Weighting.EQUAL;
        };
    SourceTrial trial =
        SourceTrial.run(spec, dataset.label(), used, weighting, used::isClean, seed, folder);
    if (weighting != Weighting.EQUAL) {
      trial
          .report()
          .weights()
          .getOrDefault("sources", Map.of())
          .forEach(
              (source, weight) ->
                  weights
                      .computeIfAbsent(arm, a -> new LinkedHashMap<>())
                      .computeIfAbsent(source, s -> new ArrayList<>())
                      .add(weight));
    }
    return trial.error();
  }

  static String name(List<Integer> percents) {
    return String.join(" / ", percents.stream().map(String::valueOf).toList()) + " %";
  }

  static void show(Panel panel, Page page) {
    page.part(panel.dataset() + ", " + panel.noise());
    page.text(
        panel.records()
            + " records, dealt out to a clean source and others at random; below each group, the"
            + " share of wrong rows in every source. Errors are measured on the rows of the clean"
            + " source.");
    BarChart errors = errors(panel);
    page.chart(errors);
    page.table(table(panel, "whole stream", Measured::all));
    page.table(table(panel, "last quarter", Measured::tail));
    for (BarChart chart : weights(panel)) {
      page.chart(chart).table(Columns.of(chart));
    }
  }

  static BarChart errors(Panel panel) {
    List<Bars> bars = new ArrayList<>();
    for (String arm : ARMS) {
      bars.add(
          new Bars(arm, panel.cases().stream().map(c -> c.arm(arm).all()).toList(), tone(arm)));
    }
    return BarChart.of(
        panel.dataset() + ": error with " + panel.noise(),
        "RMSE",
        panel.cases().stream().map(Case::name).toList(),
        bars);
  }

  private static Table table(Panel panel, String part, ToDoubleFunction<Measured> value) {
    List<String> head = new ArrayList<>(List.of("sources"));
    panel.cases().forEach(one -> head.add(one.name()));
    List<Table.Row> rows = new ArrayList<>();
    for (String arm : ARMS) {
      List<String> cells = new ArrayList<>(List.of(arm));
      panel.cases().forEach(one -> cells.add(Numbers.of(value.applyAsDouble(one.arm(arm)))));
      rows.add(new Table.Row(cells, tone(arm) == Tone.OURS));
    }
    return new Table("RMSE on the rows of the clean source, " + part, head, rows);
  }

  /**
   * The weight of the poor source where there are two, and of every source where there are more.
   */
  static List<BarChart> weights(Panel panel) {
    List<Case> pairs = panel.cases().stream().filter(c -> sources(c) == 2).toList();
    List<Bars> bars = new ArrayList<>();
    for (String arm : List.of(LEARNED, TRUSTED)) {
      bars.add(
          new Bars(
              arm,
              pairs.stream().map(c -> List.copyOf(c.weights().get(arm).values()).get(1)).toList(),
              tone(arm)));
    }
    List<BarChart> charts = new ArrayList<>();
    charts.add(
        new BarChart(
            panel.dataset() + ": learned weight of the second source",
            "weight",
            pairs.stream().map(Case::name).toList(),
            bars,
            List.of(new Level("equal", 0.5, Tone.PLAIN)),
            0,
            true));
    for (Case one : panel.cases()) {
      if (sources(one) > 2) {
        List<String> names = List.copyOf(one.weights().get(LEARNED).keySet());
        List<Bars> each = new ArrayList<>();
        one.weights()
            .forEach(
                (arm, weights) ->
                    each.add(new Bars(arm, List.copyOf(weights.values()), tone(arm))));
        charts.add(
            new BarChart(
                panel.dataset() + ": learned weights of " + names.size() + " sources",
                "weight",
                names,
                each,
                List.of(new Level("equal", 1.0 / names.size(), Tone.PLAIN)),
                0,
                true));
      }
    }
    return charts;
  }

  private static int sources(Case one) {
    return one.weights().get(LEARNED).size();
  }

  private static Tone tone(String arm) {
    return switch (arm) {
      case EQUAL -> Tone.PLAIN;
      case LEARNED -> Tone.OURS;
      case TRUSTED -> Tone.OURS_TOO;
      default -> Tone.ORACLE;
    };
  }
}
