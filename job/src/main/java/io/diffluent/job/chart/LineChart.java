package io.diffluent.job.chart;

import java.util.List;

/**
 * Lines and points over a numeric axis, with their names beside them.
 *
 * @param title what it shows
 * @param xAxis what goes to the right
 * @param yAxis what goes up
 * @param lines in the order in which they are painted
 */
public record LineChart(String title, String xAxis, String yAxis, List<Line> lines)
    implements Chart {

  public LineChart {
    lines = List.copyOf(lines);
  }

  /**
   * Points, from left to right.
   *
   * @param joined whether a line goes through them; a single point is always drawn
   */
  public record Line(String name, List<Double> x, List<Double> y, Tone tone, boolean joined) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size() || x.isEmpty()) {
        throw new IllegalArgumentException(name + ": " + x.size() + " x, " + y.size() + " y");
      }
    }

    /** A line through points. */
    public static Line joined(String name, List<Double> x, List<Double> y, Tone tone) {
      return new Line(name, x, y, tone, true);
    }

    /** One point. */
    public static Line point(String name, double x, double y, Tone tone) {
      return new Line(name, List.of(x), List.of(y), tone, false);
    }
  }

  @Override
  public List<String> names() {
    return lines.stream().map(Line::name).toList();
  }
}
