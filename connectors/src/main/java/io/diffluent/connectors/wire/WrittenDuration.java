package io.diffluent.connectors.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something took, as somebody wrote it: {@code 1h 20m}, {@code 2 days, 3 hours and 5 min},
 * {@code PT1H20M}, {@code 00:12:30}, {@code 59:30.5}, {@code 1 day, 2:03:04}.
 *
 * <p>Units stand in falling order, each at most once; two numbers with a colon are minutes and
 * seconds. Laws: the same text gives the same seconds, exactly; no text throws. {@code 12:30} may
 * be half past twelve as well: only the owner of the data can know it.
 *
 * @param seconds below 0 behind a minus
 * @param units which are written, those of a clock too; all that ISO 8601 has in its notation
 * @param clock whether some are written with colons
 */
public record WrittenDuration(BigDecimal seconds, Set<Unit> units, boolean clock) {

  /** Units that have one length; months and years have not. */
  public enum Unit {
    WEEK("604800", "w", "week", "weeks"),
    DAY("86400", "d", "day", "days"),
    HOUR("3600", "h", "hr", "hrs", "hour", "hours"),
    MINUTE("60", "m", "min", "mins", "minute", "minutes"),
    SECOND("1", "s", "sec", "secs", "second", "seconds"),
    MILLISECOND("0.001", "ms", "msec", "millis", "milliseconds");

    private final BigDecimal seconds;
    private final List<String> words;

    Unit(String seconds, String... words) {
      this.seconds = new BigDecimal(seconds);
      this.words = List.of(words);
    }

    /** 3M and 1W are months and a week to a bank, and no minutes: one letter is a small one. */
    private static Unit of(String word) {
      String name = word.length() == 1 ? word : word.toLowerCase(Locale.ROOT);
      return Arrays.stream(values()).filter(u -> u.words.contains(name)).findFirst().orElse(null);
    }
  }

  private static final int LONGEST = 64;

  private static final Pattern PART =
      Pattern.compile(
          "([0-9]{1,9}(?:[.,][0-9]{1,9})?)[ \u00A0]?([A-Za-z]+)\\.?"
              + "(?:$|(?:,| and|)[ \u00A0]?(?=.))");
  private static final Pattern CLOCK =
      Pattern.compile("(?:([0-9]{1,5}):([0-5][0-9])|([0-9]{1,5})):([0-5][0-9](?:[.,][0-9]{1,9})?)");

  /** The duration, or null when the text is none. */
  public static WrittenDuration read(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    boolean minus = text.startsWith("-");
    String rest = minus ? text.substring(1) : text;
    return rest.startsWith("P") ? iso(text) : new Reading(rest).duration(minus);
  }

  /** ISO 8601, in which nothing else is written: its units are those that it has names for. */
  private static WrittenDuration iso(String text) {
    try {
      Duration read = Duration.parse(text);
      BigDecimal whole = BigDecimal.valueOf(read.getSeconds());
      return new WrittenDuration(
          whole.add(BigDecimal.valueOf(read.getNano(), 9)),
          EnumSet.range(Unit.DAY, Unit.SECOND),
          false);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The seconds as a plain number, or null when the text is no duration. */
  static String plain(String text) {
    WrittenDuration duration = read(text);
    return duration == null ? null : duration.seconds.stripTrailingZeros().toPlainString();
  }

  /** One walk over a text, from left to right. */
  private static final class Reading {
    private final String text;
    private final Set<Unit> units = EnumSet.noneOf(Unit.class);
    private BigDecimal seconds = BigDecimal.ZERO;
    private int at;

    Reading(String text) {
      this.text = text;
    }

    WrittenDuration duration(boolean minus) {
      Matcher part = PART.matcher(text);
      Unit last = null;
      while (at < text.length() && part.region(at, text.length()).lookingAt()) {
        Unit unit = Unit.of(part.group(2));
        if (unit == null || (last != null && unit.compareTo(last) <= 0)) {
          return null;
        }
        add(part.group(1), unit);
        last = unit;
        at = part.end();
      }
      Matcher clock = CLOCK.matcher(text).region(at, text.length());
      boolean clocked = (last == null || last.compareTo(Unit.HOUR) < 0) && clock.matches();
      if (clocked) {
        boolean hours = clock.group(1) != null;
        if (hours) {
          add(clock.group(1), Unit.HOUR);
        }
        add(hours ? clock.group(2) : clock.group(3), Unit.MINUTE);
        add(clock.group(4), Unit.SECOND);
      } else if (at < text.length() || last == null) {
        return null;
      }
      return new WrittenDuration(minus ? seconds.negate() : seconds, units, clocked);
    }

    private void add(String number, Unit unit) {
      units.add(unit);
      seconds = seconds.add(new BigDecimal(number.replace(',', '.')).multiply(unit.seconds));
    }
  }
}
