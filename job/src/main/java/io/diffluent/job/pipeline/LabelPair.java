package io.diffluent.job.pipeline;

import java.util.List;

/**
 * Two columns that give the label away, and how: {@code sales - cost}.
 *
 * @param share of the rows in which they do
 */
record LabelPair(String first, char sign, String second, double share) {

  /** Share of the rows in which two columns give the label: others have errors. */
  private static final double ENOUGH = 0.6;

  /** How many columns are looked at in pairs. */
  private static final int MOST = 200;

  private static final char[] SIGNS = {'+', '-', '*', '/'};

  @Override
  public String toString() {
    return first + " " + sign + " " + second;
  }

  /** {@code every row}, or how many where cells are dirty. */
  String where() {
    return share == 1 ? "every row" : ColumnRules.percent(share) + " of the rows";
  }

  /** Two columns whose sum, difference, product or ratio is the label in most rows, or null. */
  static LabelPair of(List<ColumnProfile> columns, ColumnProfile label) {
    List<ColumnProfile> numbers = columns.stream().filter(ColumnProfile::isNumeric).toList();
    // Pairs are cheap because nearly all fail in the first rows, but not for a thousand columns.
    int most = label.sorted.length == 0 ? 0 : Math.min(numbers.size(), MOST);
    double rounding = most == 0 ? 0 : rounding(label);
    for (int i = 0; i < most; i++) {
      for (int j = i + 1; j < most; j++) {
        LabelPair pair = of(numbers.get(i), numbers.get(j), label, rounding);
        if (pair != null) {
          return pair;
        }
      }
    }
    return null;
  }

  private static LabelPair of(
      ColumnProfile a, ColumnProfile b, ColumnProfile label, double rounding) {
    for (char sign : SIGNS) {
      double share = given(a, sign, b, label, rounding);
      if (share >= ENOUGH) {
        return new LabelPair(a.name, sign, b.name, share);
      }
      share = sign == '-' || sign == '/' ? given(b, sign, a, label, rounding) : 0;
      if (share >= ENOUGH) {
        return new LabelPair(b.name, sign, a.name, share);
      }
    }
    return null;
  }

  /**
   * Share of the rows in which two numbers give the label, 0 when it is clear that they do not. A
   * label that is 0 proves nothing: so is the product of two columns that mostly are. Nor does one
   * that is one of the two: the other one has no part in it.
   */
  private static double given(
      ColumnProfile a, char sign, ColumnProfile b, ColumnProfile label, double rounding) {
    int rows = 0;
    int equal = 0;
    for (int row = 0; row < label.cells.length; row++) {
      double x = a.number(row);
      double y = b.number(row);
      double target = label.number(row);
      double error = Math.abs(result(x, sign, y) - target);
      if (target != 0 && x != target && y != target && Double.isFinite(error)) {
        rows++;
        equal += error <= Math.max(rounding, 1e-9 * Math.max(1, Math.abs(target))) ? 1 : 0;
        if (rows == 20 && equal < 10) {
          return 0;
        }
      }
    }
    return rows < 20 ? 0 : (double) equal / rows;
  }

  private static double result(double a, char sign, double b) {
    return switch (sign) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> a / b;
    };
  }

  /**
   * By how much a label may differ from what it was made of: half of its last decimal, where that
   * is next to nothing.
   */
  private static double rounding(ColumnProfile label) {
    int decimals = 0;
    for (String text : label.counts.keySet()) {
      String plain = label.notation.plain(text);
      boolean isDecimal = plain != null && plain.indexOf('.') >= 0;
      decimals = Math.max(decimals, isDecimal ? plain.length() - 1 - plain.indexOf('.') : 0);
    }
    double last = Math.pow(10, -decimals);
    double middle = Math.abs(label.sorted[label.sorted.length / 2]);
    return middle >= 100 * last ? 0.5 * last * (1 + 1e-6) : 0;
  }
}
