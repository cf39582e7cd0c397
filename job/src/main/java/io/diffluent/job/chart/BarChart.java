package io.diffluent.job.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Groups of bars and lines across them.
 *
 * @param title what it shows
 * @param axis what is measured
 * @param categories groups, from left to right
 * @param bars one list of bars per member of the groups
 * @param levels lines across all groups, with their names beside them
 * @param base where bars begin; errors hang from or stand on the error that they are compared with,
 *     because bars that begin at 0 would all look alike
 * @param numbers whether every bar has its number
 */
public record BarChart(
    String title,
    String axis,
    List<String> categories,
    List<Bars> bars,
    List<Level> levels,
    double base,
    boolean numbers)
    implements Chart {

  public BarChart {
    categories = List.copyOf(categories);
    bars = List.copyOf(bars);
    levels = List.copyOf(levels);
    for (Bars one : bars) {
      if (one.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            title + ": " + one.values().size() + " bars for " + categories.size() + " groups");
      }
    }
  }

  /** Bars from 0 with their numbers. */
  public static BarChart of(String title, String axis, List<String> categories, List<Bars> bars) {
    return new BarChart(title, axis, categories, bars, List.of(), 0, true);
  }

  /**
   * One bar in every group.
   *
   * @param values null where there is none
   */
  public record Bars(String name, List<Double> values, Tone tone) {
    public Bars {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A line across all groups. */
  public record Level(String name, double value, Tone tone) {}

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    bars.forEach(one -> names.add(one.name()));
    levels.forEach(one -> names.add(one.name()));
    return names;
  }
}
