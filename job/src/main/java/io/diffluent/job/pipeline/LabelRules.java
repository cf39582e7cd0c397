package io.diffluent.job.pipeline;

import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is predicted, and which columns know it too well. */
final class LabelRules {

  private static final int REGRESSION_VALUES = 20;
  private static final int MOST_CLASSES = 4096;

  private LabelRules() {}

  /**
   * @param task null to infer it
   */
  static Label label(ColumnProfile profile, Task task) {
    Task chosen = task == null ? infer(profile) : task;
    return switch (chosen) {
      case REGRESSION -> Label.regression(profile.name);
      case BINARY -> Label.binary(profile.name);
      case MULTICLASS ->
          // Misspelt classes count too: each takes a place when it appears.
          Label.multiclass(
              profile.name, Math.min(MOST_CLASSES, ColumnRules.room(profile.counts.size())));
    };
  }

  private static Task infer(ColumnProfile profile) {
    if (profile.isNumeric()
        && profile.distinct() > REGRESSION_VALUES
        && profile.commonValues() > 2) {
      return Task.REGRESSION;
    }
    return profile.commonValues() <= 2 ? Task.BINARY : Task.MULTICLASS;
  }

  /** Why the column looks like the label in disguise; empty when it does not. */
  static String leak(ColumnProfile column, ColumnProfile label, Label as) {
    if (Arrays.equals(column.cells, label.cells)) {
      return "the same as the label";
    }
    boolean leaks =
        as.task() == Task.REGRESSION ? isLinear(column, label) : determines(column, label);
    return leaks ? "determines the label" : "";
  }

  /** Correlation so close to one that only rounding is left. */
  private static boolean isLinear(ColumnProfile column, ColumnProfile label) {
    if (!column.isNumeric() || !label.isNumeric()) {
      return false;
    }
    int n = 0;
    double mx = 0;
    double my = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int row = 0; row < column.cells.length; row++) {
      double x = column.number(row);
      double y = label.number(row);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        n++;
        double dx = x - mx;
        double dy = y - my;
        mx += dx / n;
        my += dy / n;
        xx += dx * (x - mx);
        yy += dy * (y - my);
        xy += dx * (y - my);
      }
    }
    return n >= 20 && xx > 0 && yy > 0 && xy * xy > 0.9998 * xx * yy;
  }

  /** Every value that repeats always comes with one class, and most rows have such a value. */
  private static boolean determines(ColumnProfile column, ColumnProfile label) {
    if (column.counts.size() * 4 > column.present || column.counts.size() < 2) {
      return false;
    }
    Map<String, String> known = new HashMap<>();
    for (int row = 0; row < column.cells.length; row++) {
      String value = column.cells[row];
      String target = label.cells[row];
      if (value != null && target != null) {
        String before = known.putIfAbsent(value, target);
        if (before != null && !before.equals(target)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Two columns whose sum is the label in every row, or null. */
  static List<String> sum(List<ColumnProfile> columns, ColumnProfile label) {
    List<ColumnProfile> numbers = columns.stream().filter(ColumnProfile::isNumeric).toList();
    // Pairs are cheap because nearly all fail in the first rows, but not for a thousand columns.
    int most = Math.min(numbers.size(), 200);
    for (int i = 0; i < most; i++) {
      for (int j = i + 1; j < most; j++) {
        if (isSum(numbers.get(i), numbers.get(j), label)) {
          return List.of(numbers.get(i).name, numbers.get(j).name);
        }
      }
    }
    return null;
  }

  private static boolean isSum(ColumnProfile a, ColumnProfile b, ColumnProfile label) {
    int checked = 0;
    for (int row = 0; row < label.cells.length; row++) {
      double sum = a.number(row) + b.number(row);
      double target = label.number(row);
      if (!Double.isNaN(sum) && !Double.isNaN(target)) {
        if (Math.abs(sum - target) > 1e-9 * Math.max(1, Math.abs(target))) {
          return false;
        }
        checked++;
      }
    }
    return checked >= 20;
  }
}
