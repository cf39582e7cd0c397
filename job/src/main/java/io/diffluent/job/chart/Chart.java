package io.diffluent.job.chart;

import java.util.List;

/** A chart as data; {@link Page} draws it. */
public sealed interface Chart permits BarChart, LineChart {

  /** What it shows, in a few words. */
  String title();

  /** Names of what is drawn, for those who cannot see it. */
  List<String> names();
}
