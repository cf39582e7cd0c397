package io.diffluent.job.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/** Paints a {@link BarChart}. */
final class BarPainter {

  private static final double PADDING = 0.08;

  /** Heights of the legend above and of the names of the groups below. */
  private static final int LEGEND = 28;

  private static final int NAMES = 36;

  private BarPainter() {}

  static int height(BarChart chart) {
    return (chart.numbers() ? 200 : 330) + (hasLegend(chart) ? LEGEND : 0);
  }

  private static boolean hasLegend(BarChart chart) {
    return chart.bars().size() > 1;
  }

  static void paint(BarChart chart, Graphics2D graphics, int height) {
    int width = chart.levels().isEmpty() ? Drawing.WIDTH : Drawing.WIDTH - Drawing.GUTTER;
    int top = hasLegend(chart) ? LEGEND : 0;
    Plotted plotted = new Plotted(width, height - top - NAMES);
    plotted.setYAxisTitle(chart.axis());
    CategoryStyler styler = plotted.getStyler();
    Drawing.style(styler);
    styler.setXAxisTicksVisible(false);
    styler.setAvailableSpaceFill(chart.bars().size() > 1 ? 0.82 : 0.5);
    range(chart, styler);
    int others = 0;
    for (BarChart.Bars bars : chart.bars()) {
      List<Double> values = new ArrayList<>();
      bars.values().forEach(v -> values.add(v == null ? null : v - chart.base()));
      CategorySeries series = plotted.addSeries(bars.name(), chart.categories(), values);
      series.setFillColor(Palette.color(bars.tone(), others));
      series.setLineColor(Palette.color(bars.tone(), others));
      others += bars.tone() == Tone.OTHER ? 1 : 0;
    }
    if (top > 0) {
      legend(chart, graphics);
      graphics.translate(0, top);
    }
    plotted.paint(graphics, width, height - top - NAMES);
    names(chart, plotted, graphics);
    levels(chart, plotted, graphics);
    if (chart.numbers()) {
      numbers(chart, plotted, graphics);
    }
  }

  /** The library's legend and names would lie on each other. */
  private static void legend(BarChart chart, Graphics2D graphics) {
    float x = 8;
    int others = 0;
    for (BarChart.Bars bars : chart.bars()) {
      graphics.setColor(Palette.color(bars.tone(), others));
      graphics.fill(new Rectangle2D.Float(x, 6, 12, 12));
      graphics.setFont(Palette.font(bars.tone(), 12));
      graphics.setColor(Palette.INK);
      graphics.drawString(bars.name(), x + 17, 16);
      x += 17 + graphics.getFontMetrics().stringWidth(bars.name()) + 20;
      others += bars.tone() == Tone.OTHER ? 1 : 0;
    }
  }

  /** A name that is longer than its group goes on in a second line. */
  private static void names(BarChart chart, Plotted plotted, Graphics2D graphics) {
    graphics.setFont(Palette.font(Font.PLAIN, 12));
    graphics.setColor(Palette.INK);
    FontMetrics metrics = graphics.getFontMetrics();
    for (int c = 0; c < chart.categories().size(); c++) {
      String name = chart.categories().get(c);
      int cut = name.indexOf('-') + 1;
      boolean isLong = cut > 0 && metrics.stringWidth(name) > plotted.step(chart) - 6;
      double y = plotted.area().getMaxY() + 16;
      for (String line :
          isLong ? List.of(name.substring(0, cut), name.substring(cut)) : List.of(name)) {
        double middle = plotted.begin() + plotted.step(chart) * (c + 0.5);
        double x = middle - metrics.stringWidth(line) / 2.0;
        graphics.drawString(line, (float) x, (float) y);
        y += 14;
      }
    }
  }

  /** The library puts numbers into bars only, where there may be no room. */
  private static void numbers(BarChart chart, Plotted plotted, Graphics2D graphics) {
    double step = plotted.step(chart);
    double fill = plotted.getStyler().getAvailableSpaceFill();
    double bar = step * fill / chart.bars().size();
    double begin = plotted.begin() + step * (1 - fill) / 2;
    double most =
        chart.bars().stream()
            .flatMap(bars -> bars.values().stream())
            .filter(Objects::nonNull)
            .mapToDouble(Math::abs)
            .max()
            .orElse(1);
    graphics.setFont(Palette.font(Font.PLAIN, 11));
    graphics.setColor(Palette.INK);
    int digits = digits(chart, most, graphics.getFontMetrics(), bar);
    for (int s = 0; digits > 0 && s < chart.bars().size(); s++) {
      for (int c = 0; c < chart.categories().size(); c++) {
        Double value = chart.bars().get(s).values().get(c);
        if (value != null) {
          String text = Numbers.near(value, most, digits);
          double middle = begin + step * c + bar * (s + 0.5);
          double x = middle - graphics.getFontMetrics().stringWidth(text) / 2.0;
          double y = plotted.getScreenYFromChart(value - chart.base()) - 4;
          boolean crossed =
              chart.levels().stream()
                  .mapToDouble(level -> plotted.getScreenYFromChart(level.value() - chart.base()))
                  .anyMatch(level -> level > y - 10 && level < y + 2);
          if (crossed) {
            Drawing.halo(graphics, text, Tone.OTHER, x, y);
            graphics.setFont(Palette.font(Font.PLAIN, 11));
            graphics.setColor(Palette.INK);
          }
          graphics.drawString(text, (float) x, (float) y);
        }
      }
    }
  }

  private static void range(BarChart chart, CategoryStyler styler) {
    double low = 0;
    double high = 0;
    List<Double> shown = new ArrayList<>();
    chart.bars().forEach(bars -> shown.addAll(bars.values()));
    chart.levels().forEach(level -> shown.add(level.value()));
    for (double value : shown.stream().filter(Objects::nonNull).toList()) {
      low = Math.min(low, value - chart.base());
      high = Math.max(high, value - chart.base());
    }
    double pad = PADDING * Math.max(high - low, 1e-9);
    double range = high - low;
    styler.setYAxisMin(low < 0 ? low - pad : 0.0);
    styler.setYAxisMax(high > 0 || low == 0 ? high + (chart.numbers() ? 1.6 : 1) * pad : pad);
    styler.setyAxisTickLabelsFormattingFunction(y -> Numbers.at(y + chart.base(), range));
  }

  /** As many significant digits as fit on a bar; none if there is no room, the table has them. */
  private static int digits(BarChart chart, double most, FontMetrics metrics, double bar) {
    for (int digits = 3; digits > 0; digits--) {
      int n = digits;
      if (chart.bars().stream()
          .flatMap(bars -> bars.values().stream())
          .filter(Objects::nonNull)
          .allMatch(v -> metrics.stringWidth(Numbers.near(v, most, n)) <= bar - 3)) {
        return digits;
      }
    }
    return 0;
  }

  private static void levels(BarChart chart, Plotted plotted, Graphics2D graphics) {
    Rectangle2D area = plotted.area();
    List<Double> heights =
        chart.levels().stream()
            .map(level -> plotted.getScreenYFromChart(level.value() - chart.base()))
            .toList();
    double[] labels = Spread.of(heights, 16, area.getY() + 6, area.getMaxY() - 2);
    for (int i = 0; i < heights.size(); i++) {
      BarChart.Level level = chart.levels().get(i);
      double y = heights.get(i);
      graphics.setColor(Palette.color(level.tone(), 0));
      graphics.setStroke(Palette.stroke(level.tone()));
      graphics.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
      graphics.setStroke(new BasicStroke(1));
      graphics.draw(new Line2D.Double(area.getMaxX(), y, area.getMaxX() + 10, labels[i]));
      String text = level.name() + "  " + Numbers.of(level.value());
      Drawing.label(graphics, text, level.tone(), area.getMaxX() + 14, labels[i] + 4);
    }
  }

  /** Knows where its plot is. */
  private static final class Plotted extends CategoryChart {
    Plotted(int width, int height) {
      super(width, height, ChartTheme.XChart);
    }

    Rectangle2D area() {
      return plot.getBounds();
    }

    /** Where the first group begins. */
    double begin() {
      return area().getX() + area().getWidth() * (1 - getStyler().getPlotContentSize()) / 2;
    }

    /** From one group to the next. */
    double step(BarChart chart) {
      return area().getWidth() * getStyler().getPlotContentSize() / chart.categories().size();
    }
  }
}
