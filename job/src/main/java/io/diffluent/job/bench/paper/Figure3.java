package io.diffluent.job.bench.paper;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.replay.PollutionSpec;
import io.diffluent.job.bench.data.DataFolder;
import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.ErrorName;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.chart.BarChart;
import io.diffluent.job.chart.BarChart.Bars;
import io.diffluent.job.chart.BarChart.Level;
import io.diffluent.job.chart.Numbers;
import io.diffluent.job.chart.Page;
import io.diffluent.job.chart.Table;
import io.diffluent.job.chart.Tone;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figure 3: the error of every detector x repair, of no cleaning, of the paper's rule and of ours,
 * all trained side by side on the same records, and the learned weights.
 */
final class Figure3 {

  static final String OURS = "mixture";
  static final String PLAIN = "no-clean";
  static final String PAPER = "paper";
  static final String ORACLE = "oracle";

  /** What is trained side by side; an arm that this version does not have is named on the page. */
  private static final List<String> ARMS = List.of(OURS, PLAIN, PAPER, ORACLE, "singles");

  /** Of a table that is learned several times. */
  private static final double HELD_OUT = 0.2;

  private static final List<String> WEIGHTS = List.of("detectors", "repairs");

  private Figure3() {}

  /**
   * One table.
   *
   * @param error what is measured: rmse or logLoss
   * @param dirt how it became dirty
   * @param arms every arm
   * @param weights mean over the seeds, by group and name; a group of another arm's weights begins
   *     with that arm's name
   * @param missingArms arms that this version does not have
   */
  record Panel(
      String dataset,
      String error,
      String dirt,
      long records,
      int passes,
      List<Measured> arms,
      Map<String, Map<String, Double>> weights,
      List<String> missingArms) {

    Measured arm(String name) {
      return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElse(null);
    }

    /** Every fixed pipeline, best first. */
    List<Measured> singles() {
      return arms.stream()
          .filter(arm -> arm.name().contains("+"))
          .sorted(Comparator.comparingDouble(Measured::all))
          .toList();
    }
  }

  static Panel run(Dataset dataset, DataFolder data, Scale scale, Path folder) throws Exception {
    Rows rows = Rows.read(data.files(dataset.files()), scale.rows());
    PipelineSpec spec = Trial.pipeline(rows, dataset);
    Path input = rows.write(folder.resolve("rows.csv"));
    List<Path> clean =
        dataset.cleanFiles().isEmpty()
            ? List.of()
            : List.of(
                Rows.read(data.files(dataset.cleanFiles()), scale.rows())
                    .write(folder.resolve("clean.csv")));
    boolean knowsTruth = !clean.isEmpty() || !dataset.pollution().isEmpty();
    List<String> arms =
        ARMS.stream()
            .filter(arm -> knowsTruth || !arm.equals(ORACLE))
            .filter(arm -> Trial.knows(spec, arm))
            .toList();
    List<Report> reports = new ArrayList<>();
    for (long seed : scale.each()) {
      FileReplay.Builder replay = FileReplay.of(List.of(input)).cleanFiles(clean);
      if (dataset.passes() > 1) {
        replay.passes(dataset.passes()).holdOut(HELD_OUT, seed);
      }
      if (!dataset.pollution().isEmpty()) {
        replay.pollute(PollutionSpec.parse(dataset.pollution()), seed, spec.fields());
      }
      reports.add(Trial.run(spec, arms, seed, replay.build(), null));
    }
    return panel(dataset, reports, ARMS.stream().filter(arm -> !Trial.knows(spec, arm)).toList());
  }

  private static Panel panel(Dataset dataset, List<Report> reports, List<String> missingArms) {
    Report first = reports.get(0);
    String error = first.arms().get(0).all().keySet().iterator().next();
    List<Measured> measured = new ArrayList<>();
    for (Report.Arm arm : first.arms()) {
      measured.add(
          Measured.of(
              arm.name(),
              reports.stream().map(r -> whole(r.arm(arm.name())).get(error)).toList(),
              reports.stream().map(r -> rest(r.arm(arm.name())).get(error)).toList()));
    }
    Map<String, Map<String, Double>> weights = new LinkedHashMap<>();
    first
        .weights()
        .forEach(
            (group, names) -> {
              if (WEIGHTS.stream().anyMatch(group::endsWith)) {
                Map<String, Double> means = new LinkedHashMap<>();
                names
                    .keySet()
                    .forEach(
                        name ->
                            means.put(
                                name,
                                Measured.mean(
                                    reports.stream()
                                        .map(r -> r.weights().get(group).get(name))
                                        .toList())));
                weights.put(group, means);
              }
            });
    String dirt =
        !dataset.pollution().isEmpty()
            ? dataset.pollution() + " injected"
            : dataset.cleanFiles().isEmpty() ? "as found" : "as found, a clean copy is known";
    return new Panel(
        dataset.name(),
        error,
        dirt,
        first.records().read(),
        dataset.passes(),
        measured,
        weights,
        missingArms);
  }

  /** What is compared: the whole stream, or what was held out. */
  private static Map<String, Double> whole(Report.Arm arm) {
    return arm.heldOut() == null ? arm.all() : arm.heldOut();
  }

  private static Map<String, Double> rest(Report.Arm arm) {
    return arm.heldOut() == null ? arm.tail() : arm.heldOut();
  }

  static void show(Panel panel, Page page) {
    page.part(panel.dataset());
    page.text(
        panel.records()
            + " records, "
            + panel.dirt()
            + "; "
            + (panel.passes() == 1
                ? "one pass, every record scored before it is learned."
                : panel.passes()
                    + " passes over four fifths of the rows, measured on the others, which taught"
                    + " nothing."));
    page.chart(errors(panel));
    page.table(arms(panel));
    page.table(matrix(panel));
    for (String group : WEIGHTS) {
      BarChart chart = weights(panel, group);
      page.chart(chart).table(Columns.of(chart));
    }
  }

  /** The bars hang from the error of no cleaning, as the paper compares them. */
  static BarChart errors(Panel panel) {
    Set<String> detectors = new LinkedHashSet<>();
    Set<String> repairs = new LinkedHashSet<>();
    names(panel, detectors, repairs);
    List<Bars> bars = new ArrayList<>();
    for (String repair : repairs) {
      bars.add(
          new Bars(
              repair,
              detectors.stream().map(d -> error(panel, d + "+" + repair)).toList(),
              Tone.OTHER));
    }
    List<Level> levels = new ArrayList<>();
    List.of(ORACLE, PAPER, PLAIN, OURS)
        .forEach(
            name -> {
              if (panel.arm(name) != null) {
                levels.add(new Level(title(name), panel.arm(name).all(), tone(name)));
              }
            });
    return new BarChart(
        panel.dataset() + ": error by detector and repair (bars), compared with no cleaning",
        ErrorName.written(panel.error()),
        List.copyOf(detectors),
        bars,
        levels,
        panel.arm(PLAIN).all(),
        false);
  }

  private static void names(Panel panel, Set<String> detectors, Set<String> repairs) {
    for (Measured arm : panel.arms()) {
      int plus = arm.name().indexOf('+');
      if (plus > 0) {
        detectors.add(arm.name().substring(0, plus));
        repairs.add(arm.name().substring(plus + 1));
      }
    }
  }

  private static Double error(Panel panel, String name) {
    return panel.arm(name) == null ? null : panel.arm(name).all();
  }

  /** The weights of ours, and of every other arm that learns some. */
  static BarChart weights(Panel panel, String group) {
    Set<String> all = new LinkedHashSet<>(panel.weights().getOrDefault(group, Map.of()).keySet());
    panel.weights().keySet().stream()
        .filter(full -> full.endsWith(group))
        .forEach(full -> all.addAll(panel.weights().get(full).keySet()));
    List<String> names = List.copyOf(all);
    List<Bars> bars = new ArrayList<>();
    panel
        .weights()
        .forEach(
            (full, weights) -> {
              if (full.endsWith(group)) {
                String arm = full.substring(0, full.length() - group.length());
                String name = arm.isEmpty() ? OURS : arm.replaceAll("[^a-z]+$", "");
                bars.add(
                    new Bars(title(name), names.stream().map(weights::get).toList(), tone(name)));
              }
            });
    return BarChart.of(
        panel.dataset() + ": learned weights of the " + group, "weight", names, bars);
  }

  private static Table arms(Panel panel) {
    List<Table.Row> rows = new ArrayList<>();
    for (String name : List.of(OURS, PAPER, PLAIN)) {
      if (panel.arm(name) != null) {
        rows.add(new Table.Row(panel.arm(name).cells(title(name)), name.equals(OURS)));
      }
    }
    List<Measured> singles = panel.singles();
    if (!singles.isEmpty()) {
      Measured best = singles.get(0);
      Measured worst = singles.get(singles.size() - 1);
      rows.add(new Table.Row(best.cells("best fixed, in hindsight: " + best.name()), false));
      rows.add(new Table.Row(worst.cells("worst fixed: " + worst.name()), false));
    }
    if (panel.arm(ORACLE) != null) {
      rows.add(new Table.Row(panel.arm(ORACLE).cells(title(ORACLE)), false));
    }
    String unit = ErrorName.written(panel.error());
    return panel.passes() == 1
        ? new Table(
            unit + " over the whole stream and its last quarter",
            List.of("", "all", "last quarter", "all, least to most by seed"),
            rows)
        : new Table(
            unit + " over the rows held out",
            List.of("", "held out", "least to most by seed"),
            rows.stream().map(Figure3::withoutTail).toList());
  }

  private static Table.Row withoutTail(Table.Row row) {
    return new Table.Row(
        List.of(row.cells().get(0), row.cells().get(1), row.cells().get(3)), row.ours());
  }

  private static Table matrix(Panel panel) {
    Set<String> detectors = new LinkedHashSet<>();
    Set<String> repairs = new LinkedHashSet<>();
    names(panel, detectors, repairs);
    List<String> head = new ArrayList<>(List.of("detector"));
    head.addAll(repairs);
    List<Table.Row> rows = new ArrayList<>();
    for (String detector : detectors) {
      List<String> cells = new ArrayList<>(List.of(detector));
      repairs.forEach(r -> cells.add(Numbers.of(error(panel, detector + "+" + r))));
      rows.add(new Table.Row(cells, false));
    }
    return new Table(
        ErrorName.written(panel.error())
            + " of every fixed pipeline, over "
            + (panel.passes() == 1 ? "the whole stream" : "the rows held out"),
        head,
        rows);
  }

  private static String title(String arm) {
    return switch (arm) {
      case OURS -> "ours";
      case PAPER -> "the paper's rule";
      case PLAIN -> "no cleaning";
      case ORACLE -> "without errors";
      default -> arm;
    };
  }

  private static Tone tone(String arm) {
    return switch (arm) {
      case OURS -> Tone.OURS;
      case PAPER -> Tone.PAPER;
      case PLAIN -> Tone.PLAIN;
      case ORACLE -> Tone.ORACLE;
      default -> Tone.OTHER;
    };
  }
}
