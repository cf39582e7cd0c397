package io.diffluent.job.pipeline;

import java.util.List;
import java.util.stream.IntStream;

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

  /** So many rows tell whether it is worth to look at all. */
  private static final int FEW = 20;

  /** Two columns that are not both there in {@value #FEW} of so many rows are seldom there. */
  private static final int SELDOM = 2000;

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
    int[] rows =
        IntStream.range(0, most == 0 ? 0 : label.cells.length)
            .filter(row -> Math.abs(label.number(row)) > 0)
            .toArray();
    for (int i = 0; i < most; i++) {
      for (int j = i + 1; j < most; j++) {
        LabelPair pair = of(numbers.get(i), numbers.get(j), label, rows, rounding);
        if (pair != null) {
          return pair;
        }
      }
    }
    return null;
  }

  private static LabelPair of(
      ColumnProfile a, ColumnProfile b, ColumnProfile label, int[] rows, double rounding) {
    for (char sign : SIGNS) {
      double share = given(a, sign, b, label, rows, rounding);
      if (share >= ENOUGH) {
        return new LabelPair(a.name, sign, b.name, share);
      }
      share = sign == '-' || sign == '/' ? given(b, sign, a, label, rows, rounding) : 0;
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
   *
   * @param rows in which the label is not 0
   */
  private static double given(
      ColumnProfile a,
      char sign,
      ColumnProfile b,
      ColumnProfile label,
      int[] rows,
      double rounding) {
    int compared = 0;
    int equal = 0;
    for (int i = 0; i < rows.length; i++) {
      if (i == SELDOM && compared < FEW) {
        return 0;
      }
      int row = rows[i];
      double x = a.number(row);
      double y = b.number(row);
      double target = label.number(row);
      double error = Math.abs(result(x, sign, y) - target);
      if (x != target && y != target && Double.isFinite(error)) {
        compared++;
        equal += error <= Math.max(rounding, 1e-9 * Math.max(1, Math.abs(target))) ? 1 : 0;
        if (compared == FEW && equal < FEW / 2) {
          return 0;
        }
      }
    }
    return compared < FEW ? 0 : (double) equal / compared;
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
