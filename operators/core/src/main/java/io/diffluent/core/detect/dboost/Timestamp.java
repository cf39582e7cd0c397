package io.diffluent.core.detect.dboost;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hour, weekday and month of a timestamp.
 *
 * <p>A text is one if it is a date (year first), a time of day, or both; what stands in the place
 * of hour and month is taken as it is, so that 25:00 is an hour nobody has seen. A number is one if
 * it can be seconds or milliseconds since 1970 between 1973 and 2100.
 *
 * @param hour NaN without a time
 * @param weekday 1 (Monday) to 7; NaN without a date that exists
 * @param month NaN without a date
 */
record Timestamp(double hour, double weekday, double month) {

  static final Timestamp NONE = new Timestamp(Double.NaN, Double.NaN, Double.NaN);

  private static final double FIRST_SECOND = 1e8;
  private static final double LAST_SECOND = 4_102_444_800.0;
  private static final int LONGEST = 40;

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2}))?[T ]?"
              + "(?:(\\d{1,2}):\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?");

  static Timestamp of(String text) {
    if (text.length() > LONGEST) {
      return NONE;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return NONE;
    }
    return new Timestamp(number(matcher.group(4)), weekday(matcher), number(matcher.group(2)));
  }

  /**
   * @param perSecond units per second: 1 or 1,000
   */
  static Timestamp of(double number, int perSecond) {
    double seconds = Math.floor(number / perSecond);
    if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) {
      return NONE;
    }
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC);
    return new Timestamp(time.getHour(), time.getDayOfWeek().getValue(), time.getMonthValue());
  }

  boolean isNone() {
    return Double.isNaN(hour) && Double.isNaN(month);
  }

  private static double weekday(Matcher date) {
    if (date.group(1) == null) {
      return Double.NaN;
    }
    try {
      return LocalDate.of(
              Integer.parseInt(date.group(1)),
              Integer.parseInt(date.group(2)),
              Integer.parseInt(date.group(3)))
          .getDayOfWeek()
          .getValue();
    } catch (DateTimeException e) {
      return Double.NaN; // no such day
    }
  }

  private static double number(String digits) {
    return digits == null ? Double.NaN : Integer.parseInt(digits);
  }
}
