package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.connectors.wire.TimePart;
import io.diffluent.connectors.wire.WrittenTime;
import io.diffluent.core.record.ColumnType;
import io.diffluent.job.pipeline.ColumnRules.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which parts of a column's times are worth columns of their own: those that vary in the sample and
 * are not there already. A time itself never comes again; its hour, weekday and month do.
 */
final class TimeRules {

  /** Enough readable cells to believe that they are times; as for other types. */
  private static final double MOST = 0.6;

  /** Rows that may be wrong where two columns are the same by all others. */
  private static final double WRONG = 0.01;

  private static final int WEEK = 7;

  /** The times do not have such a part, which needs no words. */
  private static final String ABSENT = "absent";

  private final Collection<ColumnProfile> inputs;
  private final Set<String> names;
  private final List<String> notes;
  private final List<ColumnProfile> seen = new ArrayList<>();

  /**
   * @param inputs columns that are taken as they are
   * @param names the fields' names, which no part may have
   * @param notes for what a person should look at
   */
  TimeRules(Collection<ColumnProfile> inputs, Collection<String> names, List<String> notes) {
    this.inputs = inputs;
    this.names = new HashSet<>(names);
    this.notes = notes;
  }

  /** The column that holds times, ignored, and behind it the columns that are parts of them. */
  List<Decision> decide(ColumnProfile profile, Decision ignored) {
    for (ColumnProfile other : seen) {
      if (Arrays.equals(other.cells, profile.cells)) {
        return List.of(ColumnRules.ignored(profile.name, "the same as " + other.name));
      }
    }
    seen.add(profile);
    DateOrders read = DateOrders.of(profile);
    int readable = (int) Arrays.stream(read.times()).filter(time -> time != null).count();
    if (readable < MOST * profile.present) {
      return List.of(ignored);
    }
    List<Decision> parts = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (TimePart part : TimePart.values()) {
      String[] values = values(read.times(), part);
      String reason = reasonAgainst(part, values, read, readable);
      if (reason.isEmpty()) {
        ColumnSpec column = column(profile, part, read);
        double unreadable = 1 - (double) readable / profile.present;
        String dirt = unreadable < 0.005 ? "" : ColumnRules.percent(unreadable) + " no times";
        String found = ColumnRules.sentinels(profile, profile.sentinelTexts());
        parts.add(new Decision(column, ColumnRules.join(dirt, found)));
        taken.add(column.name());
      } else if (!reason.equals(ABSENT)) {
        left.add("no " + PipelineSpec.word(part) + ": " + reason);
      }
    }
    String as = taken.isEmpty() ? "" : ", read as " + String.join(", ", taken);
    String why = left.isEmpty() ? "" : "; " + String.join(", ", left);
    String comment = "a date or time" + as + why;
    List<Decision> decisions = new ArrayList<>();
    decisions.add(ColumnRules.ignored(profile.name, comment));
    decisions.addAll(parts);
    if (read.doubt() != null && !parts.isEmpty()) {
      notes.add(
          "Warning: "
              + profile.name
              + ": nothing says which number of "
              + read.doubt()
              + " is the day; it is read as order: "
              + PipelineSpec.word(read.order())
              + ".");
    }
    return decisions;
  }

  /** Whether nearly all numbers are seconds or milliseconds since 1970, of 2001 to 2033. */
  static boolean areSince1970(ColumnProfile profile) {
    int seconds = 0;
    int millis = 0;
    for (int row = 0; row < profile.cells.length; row++) {
      double number = profile.number(row);
      seconds += number >= 1e9 && number < 2e9 ? 1 : 0;
      millis += number >= 1e12 && number < 2e12 ? 1 : 0;
    }
    // Seconds may have decimals; milliseconds are counted.
    int times = profile.isWhole() ? Math.max(seconds, millis) : seconds;
    return times >= 0.95 * profile.present;
  }

  private String reasonAgainst(TimePart part, String[] values, DateOrders read, int readable) {
    Map<String, Integer> counts = new HashMap<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    int there = counts.values().stream().mapToInt(Integer::intValue).sum();
    if (there < MOST * readable) {
      return ABSENT;
    }
    int commonest = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (counts.size() < 2 || commonest > (1 - WRONG) * there) {
      return "always the same";
    }
    if (part == TimePart.WEEKDAY && days(read) <= WEEK) {
      return "no week is over";
    }
    if (part == TimePart.DAYS && read.backward() <= WRONG) {
      return "the rows come in this order";
    }
    for (ColumnProfile other : inputs) {
      if (follows(values, other.cells) && follows(other.cells, values)) {
        return "it is " + other.name;
      }
    }
    return "";
  }

  /** Whole parts as texts; null where a time has none. */
  private static String[] values(WrittenTime[] times, TimePart part) {
    return Arrays.stream(times)
        .map(time -> time == null ? Double.NaN : part.of(time))
        .map(number -> Double.isNaN(number) ? null : Integer.toString((int) Math.floor(number)))
        .toArray(String[]::new);
  }

  /** Days that nearly all times lie in: a wrong year at either end is an error. */
  private static long days(DateOrders read) {
    long[] days =
        Arrays.stream(read.times())
            .filter(time -> time != null && time.day() != null)
            .mapToLong(time -> time.day().toEpochDay())
            .sorted()
            .toArray();
    int margin = (int) (WRONG * days.length);
    return days.length == 0 ? 0 : days[days.length - 1 - margin] - days[margin] + 1;
  }

  /** Whether the one column nearly always says what the other holds. */
  private static boolean follows(String[] from, String[] to) {
    Map<String, Map<String, Integer>> joint = new HashMap<>();
    int rows = 0;
    for (int row = 0; row < from.length; row++) {
      if (from[row] != null && to[row] != null) {
        joint.computeIfAbsent(from[row], value -> new HashMap<>()).merge(to[row], 1, Integer::sum);
        rows++;
      }
    }
    int explained =
        joint.values().stream()
            .mapToInt(
                counts -> counts.values().stream().mapToInt(Integer::intValue).max().orElse(0))
            .sum();
    // Where every row has a value of its own, anything follows from it.
    return joint.size() < rows / 2 && explained >= (1 - WRONG) * rows;
  }

  private ColumnSpec column(ColumnProfile profile, TimePart part, DateOrders read) {
    String base = profile.name + "_" + part.name().toLowerCase(Locale.ROOT);
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "_" + i;
    }
    // An hour is no amount to a model: what happens at 8 and at 18 is not half of that at 13.
    int categories = part == TimePart.HOUR ? 24 : part == TimePart.WEEKDAY ? WEEK : 0;
    return new ColumnSpec(
        name,
        categories > 0 ? ColumnType.CATEGORICAL : ColumnType.NUMERIC,
        categories > 0 ? ColumnRules.room(categories) : 1,
        profile.sentinelTexts(),
        List.of(),
        NumberNotation.PLAIN,
        new TimeOf(profile.name, part, read.order()),
        false);
  }
}
