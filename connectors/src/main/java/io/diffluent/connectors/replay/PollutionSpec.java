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
 * from half on), {@code kind=rate[colA;colB]} to some columns, {@code kind=rate{plant-1;plant-2}}
 * to the rows of some sources; all may be given: {@code missing=0.3@0.5-1[a;b]{plant-2}}.
 *
 * <p>Two kinds are for experiments; their rate is a share of rows. {@code label-swap=0.2} gives
 * rows the label that one of the 256 rows before has in the files. {@code concept=1@0.5[a;b]} is no
 * error but a change of the world: numbers are mirrored at their column's mean, so that what raised
 * the label now lowers it. Errors come on top of it, and the mirrored row is the truth about them.
 */
public record PollutionSpec(List<Rule> rules) implements Serializable {

  public PollutionSpec {
    rules = List.copyOf(rules);
  }

  /**
   * One kind of error.
   *
   * @param kind what
   * @param rate share of cells; of rows for a swapped label and a concept
   * @param from fraction of the stream at which it begins
   * @param to fraction of the stream at which it ends
   * @param columns the only columns it touches; empty for all
   * @param sources the only sources whose rows it touches; empty for all
   */
  public record Rule(
      Pollution kind,
      double rate,
      double from,
      double to,
      List<String> columns,
      List<String> sources)
      implements Serializable {

    public Rule {
      columns = List.copyOf(columns);
      sources = List.copyOf(sources);
    }

    /** A rule for the rows of all sources. */
    public Rule(Pollution kind, double rate, double from, double to, List<String> columns) {
      this(kind, rate, from, to, columns, List.of());
    }

    boolean touches(String column, boolean numeric) {
      return kind.appliesTo(numeric) && (columns.isEmpty() || columns.contains(column));
    }

    /**
     * @param source name of the row's source, or null when it has none
     */
    boolean isActive(double fraction, String source) {
      boolean hit = sources.isEmpty() || (source != null && sources.contains(source));
      return hit && from <= fraction && (fraction < to || to >= 1);
    }
  }

  /** The rules of one kind. */
  List<Rule> rules(Pollution kind) {
    return rules.stream().filter(rule -> rule.kind() == kind).toList();
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

  /** The largest sum of rates that any row of any source meets at any time. */
  static double largestTotal(List<Rule> rules) {
    List<String> sources = new ArrayList<>();
    // A source that no rule names.
    sources.add(null);
    rules.forEach(rule -> sources.addAll(rule.sources()));
    double largest = 0;
    for (Rule start : rules) {
      for (String source : sources) {
        double total =
            rules.stream()
                .filter(rule -> rule.isActive(start.from(), source))
                .mapToDouble(Rule::rate)
                .sum();
        largest = Math.max(largest, total);
      }
    }
    return largest;
  }

  /** Splits at commas outside brackets and braces. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Rule rule(String part) {
    List<String> columns = listed(part, part, '[', ']', "columns");
    String rest = without(part, '[', ']');
    List<String> sources = listed(rest, part, '{', '}', "sources");
    rest = without(rest, '{', '}');
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
    Pollution kind = kind(rest.substring(0, equals).strip());
    double rate = fraction(rest.substring(equals + 1), part);
    boolean ofLabel = kind == Pollution.LABEL_SWAP;
    check(!ofLabel || columns.isEmpty(), part, "it is about the label, so it takes no columns");
    return new Rule(kind, rate, from, to, columns, sources);
  }

  /** The names between two marks; none when there are no marks. */
  private static List<String> listed(String text, String part, char open, char close, String of) {
    int from = text.indexOf(open);
    if (from < 0) {
      return List.of();
    }
    int to = text.indexOf(close, from);
    check(to > from + 1, part, "the list of " + of + " is not closed or empty");
    return List.of(text.substring(from + 1, to).split(";")).stream().map(String::strip).toList();
  }

  private static String without(String text, char open, char close) {
    int from = text.indexOf(open);
    return from < 0
        ? text
        : text.substring(0, from) + text.substring(text.indexOf(close, from) + 1);
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
              + "; write kind=rate, kind=rate@from-to, kind=rate[column;column]"
              + " or kind=rate{source;source}, for example outlier=0.1@0.5-1[temp]{plant-2}");
    }
  }
}
