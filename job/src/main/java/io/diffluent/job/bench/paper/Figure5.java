package io.diffluent.job.bench.paper;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.job.bench.data.DataFolder;
import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.ErrorName;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.chart.LineChart;
import io.diffluent.job.chart.LineChart.Line;
import io.diffluent.job.chart.Numbers;
import io.diffluent.job.chart.Page;
import io.diffluent.job.chart.Table;
import io.diffluent.job.chart.Tone;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.ColumnSpec;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.pipeline.PipelineSpec.Select;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 5: error against time for no selection, feature gates, and FAMD over several numbers of
 * components. Time is that of a whole run, as a multiple of no selection's in the same run. One run
 * warms up; no selection and gates take turns and the median of their times counts; FAMD's runs are
 * many, and their times are added up anyway.
 */
final class Figure5 {

  static final String NONE = "no selection";
  static final String GATES = "feature gates";

  /** FAMD is fitted on the first of so many equal parts of the stream. */
  private static final int PARTS = 4;

  private Figure5() {}

  /**
   * One table.
   *
   * @param columns inputs of the model
   * @param fitted rows that FAMD saw before the stream began
   * @param famdSeconds fitting and transforming, which every pipeline with FAMD needs once
   */
  record Panel(
      String dataset,
      String error,
      long records,
      int passes,
      int columns,
      int fitted,
      double famdSeconds,
      List<Point> points) {

    Point point(String name) {
      return points.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    List<Point> famd() {
      return points.stream().filter(p -> p.components() > 0).toList();
    }
  }

  /**
   * One pipeline.
   *
   * @param components of FAMD, or 0
   * @param ratio of its seconds to no selection's
   */
  record Point(
      String name,
      int components,
      double all,
      double tail,
      double seconds,
      double ratio,
      List<Double> seeds) {}

  private record Runs(String error, List<Double> all, List<Double> tail, double seconds) {}

  static Panel run(Dataset dataset, DataFolder data, Scale scale, Path folder) throws Exception {
    Rows rows = Rows.read(data.files(dataset.files()), scale.rows());
    PipelineSpec spec = Trial.pipeline(rows, dataset);
    PipelineSpec plain = spec.withSelect(new Select(false, false));
    Path input = rows.write(folder.resolve("rows.csv"));
    PipelineSpec gated = spec.withSelect(new Select(true, false));
    runs(plain, input, List.of(scale.each().get(0)));
    List<Runs> none = new ArrayList<>();
    List<Runs> gates = new ArrayList<>();
    for (int i = 0; i < scale.repeats(); i++) {
      none.add(runs(plain, input, scale.each()));
      gates.add(runs(gated, input, scale.each()));
    }
    List<Column> inputs = spec.schema().columns();
    int fit = Math.max(2, rows.rows().size() / PARTS);
    long begin = System.nanoTime();
    Famd famd = Famd.fit(rows, inputs, fit);
    double fitting = seconds(begin);
    List<Runs> reduced = new ArrayList<>();
    List<Integer> sizes = famd.sizes(scale.dimensions());
    for (int size : sizes) {
      long start = System.nanoTime();
      Rows components = famd.components(rows, dataset.label(), size);
      Path file = components.write(folder.resolve("components.csv"));
      double transforming = seconds(start);
      Runs runs = runs(numeric(plain, size), file, scale.each());
      reduced.add(new Runs(runs.error(), runs.all(), runs.tail(), runs.seconds() + transforming));
    }
    double unit = median(none);
    List<Point> points = new ArrayList<>();
    points.add(point(NONE, 0, none.get(0), unit, unit));
    points.add(point(GATES, 0, gates.get(0), median(gates), unit));
    for (int i = 0; i < sizes.size(); i++) {
      points.add(
          point(
              "FAMD, " + sizes.get(i),
              sizes.get(i),
              reduced.get(i),
              reduced.get(i).seconds(),
              unit));
    }
    return new Panel(
        dataset.name(),
        none.get(0).error(),
        rows.rows().size(),
        dataset.passes(),
        inputs.size(),
        fit,
        fitting,
        points);
  }

  private static double median(List<Runs> runs) {
    double[] seconds = runs.stream().mapToDouble(Runs::seconds).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The same pipeline over components, which are numbers. */
  private static PipelineSpec numeric(PipelineSpec spec, int count) {
    List<ColumnSpec> columns = new ArrayList<>();
    for (int k = 1; k <= count; k++) {
      columns.add(new ColumnSpec("component" + k, ColumnType.NUMERIC, 1, List.of(), false));
    }
    return spec.withColumns(columns);
  }

  private static Runs runs(PipelineSpec spec, Path input, List<Long> seeds) throws Exception {
    List<Double> all = new ArrayList<>();
    List<Double> tail = new ArrayList<>();
    double seconds = 0;
    String error = "";
    for (long seed : seeds) {
      FileReplay replay = FileReplay.of(List.of(input)).build();
      Report report = Trial.run(spec, List.of(Figure3.OURS), seed, replay, null);
      Report.Arm arm = report.arm(Figure3.OURS);
      error = arm.all().keySet().iterator().next();
      all.add(arm.all().get(error));
      tail.add(arm.tail().get(error));
      seconds += report.timing().seconds() / seeds.size();
    }
    return new Runs(error, all, tail, seconds);
  }

  private static Point point(String name, int components, Runs runs, double seconds, double unit) {
    return new Point(
        name,
        components,
        Measured.mean(runs.all()),
        Measured.mean(runs.tail()),
        seconds,
        seconds / unit,
        runs.all());
  }

  static void show(Panel panel, Page page) {
    page.part(panel.dataset());
    page.text(
        panel.records()
            + " records, "
            + panel.columns()
            + " columns. FAMD saw the first "
            + panel.fitted()
            + " rows (never a label) before the stream began; its line is the best error so far,"
            + " in hindsight, over the time of all pipelines tried up to there.");
    page.chart(chart(panel));
    List<Table.Row> rows = new ArrayList<>();
    for (Point point : panel.points()) {
      rows.add(
          new Table.Row(
              List.of(
                  point.name(),
                  Numbers.of(point.all()),
                  Numbers.of(point.tail()),
                  Numbers.of(point.seconds()),
                  Numbers.of(point.ratio())),
              point.name().equals(GATES)));
    }
    page.table(
        new Table(
            ErrorName.written(panel.error())
                + " and time of every pipeline; fitting FAMD took "
                + Numbers.of(panel.famdSeconds())
                + " s more, once",
            List.of("", "all", "last quarter", "seconds", "times no selection"),
            rows));
  }

  /** FAMD costs the time of all pipelines that were tried to find its best. */
  static LineChart chart(Panel panel) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double unit = panel.point(NONE).seconds();
    double time = panel.famdSeconds() / unit;
    double best = Double.POSITIVE_INFINITY;
    for (Point point : panel.famd()) {
      time += point.ratio();
      best = Math.min(best, point.all());
      x.add(time);
      y.add(best);
    }
    List<Line> lines = new ArrayList<>();
    lines.add(Line.joined("FAMD, best so far of " + x.size(), x, y, Tone.OTHER));
    for (String name : List.of(NONE, GATES)) {
      Point point = panel.point(name);
      Tone tone = name.equals(GATES) ? Tone.OURS : Tone.PLAIN;
      lines.add(
          Line.point(name + "  " + Numbers.of(point.all()), point.ratio(), point.all(), tone));
    }
    return new LineChart(
        panel.dataset() + ": error and time",
        "time, as a multiple of no selection",
        ErrorName.written(panel.error()),
        lines);
  }
}
