package io.diffluent.connectors.replay;

import io.diffluent.connectors.Suggestion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which errors to inject, how many, where and when.
 *
 * <p>Written as {@code kind=rate}, separated by commas: {@code missing=0.1,outlier=0.1,typo=0.1}.
 * The rate is the share of cells, over the feature columns to which the kind applies. {@code
 * kind=rate@from-to} limits it to a part of the stream, in fractions ({@code outlier=0.1@0.5} is
 * from half on), {@code kind=rate[colA;colB]} to some columns; both may be given.
 */
public record PollutionSpec(List<Rule> rules) implements Serializable {

  public PollutionSpec {
    rules = List.copyOf(rules);
  }

  /**
   * One kind of error.
   *
   * @param kind what
   * @param rate share of cells
   * @param from fraction of the stream at which it begins
   * @param to fraction of the stream at which it ends
   * @param columns the only columns it touches; empty for all
   */
  public record Rule(Pollution kind, double rate, double from, double to, List<String> columns)
      implements Serializable {

    public Rule {
      columns = List.copyOf(columns);
    }

    boolean touches(String column, boolean numeric) {
      return kind.appliesTo(numeric) && (columns.isEmpty() || columns.contains(column));
    }

    boolean activeAt(double fraction) {
      return from <= fraction && (fraction < to || to >= 1);
    }
  }

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException saying which part is wrong and what it should look like
   */
  public static PollutionSpec parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String part : parts(text)) {
      rules.add(rule(part.strip()));
    }
    return new PollutionSpec(rules);
  }

  /** Splits at commas outside brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Rule rule(String part) {
    String rest = part;
    List<String> columns = List.of();
    int open = rest.indexOf('[');
    if (open >= 0) {
      int close = rest.indexOf(']', open);
      check(close > open + 1, part, "the list of columns is not closed or empty");
      columns =
          List.of(rest.substring(open + 1, close).split(";")).stream().map(String::strip).toList();
      rest = rest.substring(0, open) + rest.substring(close + 1);
    }
    double from = 0;
    double to = 1;
    int at = rest.indexOf('@');
    if (at >= 0) {
      String[] window = rest.substring(at + 1).split("-", 2);
      from = fraction(window[0], part);
      to = window.length > 1 ? fraction(window[1], part) : 1;
      check(from < to, part, "it ends before it begins");
      rest = rest.substring(0, at);
    }
    int equals = rest.indexOf('=');
    check(equals > 0, part, "there is no rate");
    String kind = rest.substring(0, equals).strip();
    return new Rule(kind(kind), fraction(rest.substring(equals + 1), part), from, to, columns);
  }

  private static Pollution kind(String word) {
    for (Pollution kind : Pollution.values()) {
      if (kind.code().equals(word)) {
        return kind;
      }
    }
    List<String> known = Pollution.codes();
    throw new IllegalArgumentException(
        "pollution '" + word + "' is none of " + known + Suggestion.of(word, known));
  }

  private static double fraction(String text, String part) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    check(value >= 0 && value <= 1, part, "'" + text.strip() + "' is not a number from 0 to 1");
    return value;
  }

  private static void check(boolean right, String part, String what) {
    if (!right) {
      throw new IllegalArgumentException(
          "pollution '"
              + part
              + "': "
              + what
              + "; write kind=rate, kind=rate@from-to or kind=rate[column;column],"
              + " for example outlier=0.1@0.5-1[temp]");
    }
  }
}
