package io.diffluent.job.bench.paper;

import io.diffluent.job.chart.BarChart;
import io.diffluent.job.chart.Numbers;
import io.diffluent.job.chart.Table;
import io.diffluent.job.chart.Tone;
import java.util.ArrayList;
import java.util.List;

/** Words and tables that the figures share. */
final class Columns {

  private static final int MOST_COLUMNS = 8;

  private Columns() {}

  /** The numbers of a chart; many groups stand below each other. */
  static Table of(BarChart chart) {
    return chart.categories().size() > MOST_COLUMNS ? tall(chart) : wide(chart);
  }

  private static Table wide(BarChart chart) {
    List<String> head = new ArrayList<>(List.of(chart.axis()));
    head.addAll(chart.categories());
    List<Table.Row> rows = new ArrayList<>();
    for (BarChart.Bars bars : chart.bars()) {
      List<String> cells = new ArrayList<>(List.of(bars.name()));
      bars.values().forEach(value -> cells.add(Numbers.of(value)));
      rows.add(new Table.Row(cells, bars.tone() == Tone.OURS));
    }
    return new Table(chart.title(), head, rows);
  }

  private static Table tall(BarChart chart) {
    List<String> head = new ArrayList<>(List.of(chart.axis()));
    chart.bars().forEach(bars -> head.add(bars.name()));
    List<Table.Row> rows = new ArrayList<>();
    for (int c = 0; c < chart.categories().size(); c++) {
      int group = c;
      List<String> cells = new ArrayList<>(List.of(chart.categories().get(c)));
      chart.bars().forEach(bars -> cells.add(Numbers.of(bars.values().get(group))));
      rows.add(new Table.Row(cells, false));
    }
    return new Table(chart.title(), head, rows);
  }
}
