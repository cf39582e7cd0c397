package io.diffluent.job.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Paints a {@link LineChart}. */
final class LinePainter {

  static final int HEIGHT = 320;

  private static final int MARKERS_UP_TO = 30;
  private static final double PADDING = 0.08;

  /** A label is about as long; it begins behind other points that it would cover. */
  private static final int BESIDE = 130;

  private LinePainter() {}

  static void paint(LineChart chart, Graphics2D graphics, int height) {
    int width = Drawing.WIDTH - Drawing.GUTTER;
    Plotted plotted = new Plotted(width, height);
    plotted.setXAxisTitle(chart.xAxis());
    plotted.setYAxisTitle(chart.yAxis());
    XYStyler styler = plotted.getStyler();
    Drawing.style(styler);
    styler.setMarkerSize(7);
    styler.setXAxisTickMarkSpacingHint(80);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    chart.lines().forEach(line -> xs.addAll(line.x()));
    chart.lines().forEach(line -> ys.addAll(line.y()));
    double[] x = padded(xs);
    double[] y = padded(ys);
    double first = Collections.min(xs);
    // What begins near 0 is read as a multiple, so it begins at 0.
    styler.setXAxisMin(first >= 0 && first < Collections.max(xs) / 2 ? 0 : x[0]);
    styler.setXAxisMax(x[1]);
    styler.setYAxisMin(y[0]);
    styler.setYAxisMax(y[1]);
    styler.setxAxisTickLabelsFormattingFunction(v -> Numbers.at(v, x[1] - x[0]));
    styler.setyAxisTickLabelsFormattingFunction(v -> Numbers.at(v, y[1] - y[0]));
    int others = 0;
    for (int i = 0; i < chart.lines().size(); i++) {
      LineChart.Line line = chart.lines().get(i);
      XYSeries series = plotted.addSeries(i + " " + line.name(), line.x(), line.y());
      series.setLineColor(Palette.color(line.tone(), others));
      series.setMarkerColor(Palette.color(line.tone(), others));
      series.setLineStyle(line.joined() ? Palette.stroke(line.tone()) : new BasicStroke(0));
      boolean marked = !line.joined() || line.x().size() <= MARKERS_UP_TO;
      series.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      if (!line.joined()) {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      }
      others += line.tone() == Tone.OTHER ? 1 : 0;
    }
    plotted.paint(graphics, width, height);
    labels(chart, plotted, graphics);
  }

  /** Names of lines beyond the plot, at the height of their last points; of points beside them. */
  private static void labels(LineChart chart, Plotted plotted, Graphics2D graphics) {
    Rectangle2D area = plotted.area();
    List<LineChart.Line> joined = chart.lines().stream().filter(LineChart.Line::joined).toList();
    double[] labels = Spread.of(ends(joined, plotted), 16, area.getY() + 6, area.getMaxY() - 2);
    for (int i = 0; i < labels.length; i++) {
      LineChart.Line line = joined.get(i);
      double x = plotted.getScreenXFromChart(line.x().get(line.x().size() - 1)) + 5;
      graphics.setColor(Palette.GRID.darker());
      graphics.setStroke(new BasicStroke(1));
      double y = ends(joined, plotted).get(i);
      graphics.draw(new Line2D.Double(x, y, area.getMaxX() + 10, labels[i]));
      Drawing.label(graphics, line.name(), line.tone(), area.getMaxX() + 14, labels[i] + 4);
    }
    List<LineChart.Line> points = chart.lines().stream().filter(line -> !line.joined()).toList();
    labels = Spread.of(ends(points, plotted), 15, area.getY() + 6, area.getMaxY() - 2);
    for (int i = 0; i < labels.length; i++) {
      LineChart.Line line = points.get(i);
      double at = plotted.getScreenXFromChart(line.x().get(line.x().size() - 1));
      double x =
          points.stream()
                  .mapToDouble(p -> plotted.getScreenXFromChart(p.x().get(p.x().size() - 1)))
                  .filter(other -> other >= at && other < at + BESIDE)
                  .max()
                  .orElse(at)
              + 8;
      Drawing.halo(graphics, line.name(), line.tone(), x, labels[i] + 4);
      Drawing.label(graphics, line.name(), line.tone(), x, labels[i] + 4);
    }
  }

  private static List<Double> ends(List<LineChart.Line> lines, Plotted plotted) {
    return lines.stream()
        .map(line -> plotted.getScreenYFromChart(line.y().get(line.y().size() - 1)))
        .toList();
  }

  private static double[] padded(List<Double> values) {
    double low = Collections.min(values);
    double high = Collections.max(values);
    double pad = PADDING * (high > low ? high - low : Math.max(Math.abs(high), 1e-9));
    return new double[] {low - pad, high + pad};
  }

  /** Knows where its plot is. */
  private static final class Plotted extends XYChart {
    Plotted(int width, int height) {
      super(width, height, ChartTheme.XChart);
    }

    Rectangle2D area() {
      return plot.getBounds();
    }
  }
}
