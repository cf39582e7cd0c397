package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.data.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * All cases. Errors are on 10 % of the cells unless a case says otherwise; every seed draws its own
 * errors.
 */
final class Suite {

  private static final int ALL_ROWS = Integer.MAX_VALUE;
  private static final int FIRST = 20_000;
  private static final int GATED = 12_000;

  /**
   * The 22 cases of the comparison with every fixed cleaning. Values that are missing because of
   * what they are (the large ones more often) cannot be injected and are not among them.
   */
  private static final String[][] CLEANING = {
    // table, name, pollution
    {"bike", "clean", ""},
    {"bike", "missing", "missing=0.1"},
    {"bike", "outlier", "outlier=0.1"},
    {"bike", "mild", "noise=0.1"},
    {"bike", "both", "outlier=0.05,missing=0.05"},
    {"bike", "stuck", "stuck=0.1"},
    {"nasa", "clean", ""},
    {"nasa", "missing", "missing=0.1"},
    {"nasa", "outlier", "outlier=0.1"},
    {"nasa", "scale", "scale=0.1"},
    {"nasa", "both", "outlier=0.05,missing=0.05"},
    {"airbnb", "as-found", ""},
    {"airbnb", "missing", "missing=0.1"},
    {"airbnb", "outlier", "outlier=0.1"},
    {"airbnb", "typo", "typo=0.1"},
    {"electricity", "missing", "missing=0.1"},
    {"electricity", "outlier", "outlier=0.1"},
    {"electricity", "scale", "scale=0.1"},
    {"electricity", "swap", "swap=0.1"},
    {"census", "as-found", ""},
    {"census", "missing", "missing=0.1"},
    {"census", "typo", "typo=0.1"},
  };

  private static final String DRIFTING_WORLD = "outlier=0.1,concept=1@0.5[temp;atemp;hum]";

  private Suite() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (String[] line : CLEANING) {
      String name = line[0] + "-" + line[1];
      all.add(on(Kind.CLEANING, line[0], name, ALL_ROWS, new Cleaning(line[2])));
    }
    all.add(bike(Kind.DRIFT, "type", new Drift("missing=0.1@0-0.5,outlier=0.1@0.5-1")));
    all.add(bike(Kind.DRIFT, "rate", new Drift("outlier=0.02@0-0.5,outlier=0.2@0.5-1")));
    all.add(bike(Kind.DRIFT, "concept", new Drift(DRIFTING_WORLD)));
    all.add(bike(Kind.SOURCES, "0-80", swapped(0, 80)));
    all.add(bike(Kind.SOURCES, "0-20-40-80", swapped(0, 20, 40, 80)));
    all.add(bike(Kind.SOURCES, "all-clean", swapped(0, 0)));
    all.add(bike(Kind.SOURCES, "harder", new Sources(new Sources.Hours("hr", 7, 23))));
    all.add(on(Kind.SOURCES, "nasa", "nasa-0-80", ALL_ROWS, swapped(0, 80)));
    for (int noise : new int[] {0, 50, 200}) {
      String name = noise == 0 ? "bike-narrow" : "bike-noise-" + noise;
      all.add(on(Kind.FEATURES, "bike", name, GATED, new Features(noise, 1)));
    }
    all.add(on(Kind.FEATURES, "nasa", "nasa-narrow", ALL_ROWS, new Features(0, 1)));
    all.add(on(Kind.FEATURES, "electricity", "electricity-narrow", GATED, new Features(0, 1)));
    all.add(Case.of(Kind.FEATURES, "soil-wide", Tables.SOIL, ALL_ROWS, new Features(0, 20)));
    all.add(bike(Kind.TRANSFORMATIONS, "skewed", new Transformations()));
    all.add(on(Kind.TRANSFORMATIONS, "nasa", "nasa-skewed", ALL_ROWS, new Transformations()));
    all.add(
        on(
            Kind.TRANSFORMATIONS,
            "electricity",
            "electricity-skewed",
            ALL_ROWS,
            new Transformations()));
    all.add(on(Kind.PASSES, "nasa", "nasa-outlier", ALL_ROWS, new Passes("outlier=0.1", 8)));
    all.add(on(Kind.PASSES, "nasa", "nasa-missing", ALL_ROWS, new Passes("missing=0.1", 8)));
    all.add(bike(Kind.PRUNING, "outlier", new Pruning("outlier=0.1")));
    all.add(bike(Kind.PRUNING, "missing", new Pruning("missing=0.1")));
    all.add(on(Kind.COSTS, "bike", "bike-outlier", GATED, new Costs("outlier=0.1")));
    return all;
  }

  private static Sources swapped(Integer... percents) {
    return new Sources(new Sources.SwappedLabels(List.of(percents)));
  }

  private static Case bike(Kind kind, String what, Experiment experiment) {
    return on(kind, "bike", "bike-" + what, ALL_ROWS, experiment);
  }

  private static Case on(Kind kind, String table, String name, int rows, Experiment experiment) {
    return switch (table) {
      case "bike" -> Case.of(kind, name, Tables.BIKE, rows, experiment);
      case "nasa" -> Case.of(kind, name, Tables.NASA, rows, experiment);
      case "airbnb" ->
          Case.of(kind, name, Tables.AIRBNB, rows, experiment).prepared(Suite::logarithmicPrice);
      case "electricity" -> first(kind, name, Tables.ELECTRICITY, rows, experiment);
      case "census" -> first(kind, name, Tables.CENSUS, rows, experiment);
      default -> throw new IllegalArgumentException("no table '" + table + "'");
    };
  }

  private static Case first(
      Kind kind, String name, Dataset dataset, int rows, Experiment experiment) {
    return Case.of(kind, name, dataset, Math.min(rows, FIRST), experiment);
  }

  /** A few very expensive homes would decide every comparison. */
  private static Rows logarithmicPrice(Rows rows) {
    return rows.mapped(Tables.AIRBNB.label(), Math::log1p);
  }
}
