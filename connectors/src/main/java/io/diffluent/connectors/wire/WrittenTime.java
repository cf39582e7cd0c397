package io.diffluent.connectors.wire;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A day, a time of day, or both, or a month, as somebody wrote them.
 *
 * <p>Read are dates such as {@code 2013-01-31}, {@code 2013/1/31}, {@code 20130131}, and in a
 * stated {@link DateOrder} {@code 31.01.2013}, {@code 1/31/13}, or with the month's English name in
 * any {@code 31-Jan-13}, {@code Thu, January 31, 2013}; times of day such as {@code 5:00}, {@code
 * 05:00:00.250}, {@code 5:00 PM}, {@code 5:00 p.m.}; both, with a blank, a T or a colon between
 * them, also {@code 20130131T050000}, {@code 20130131050000} and {@code 201301310500}; months such
 * as {@code Jan-2013}, {@code 2013-01}, {@code 1/2013}; all of these in brackets; and seconds or
 * milliseconds since 1970 from 1973 to 5138, which differ by their size. Digits that can be a day
 * and a time of day are one.
 *
 * <p>Laws: the same text gives the same time, whatever the machine's clock, place or language; no
 * text throws. The time is the one on the wall where it was written: an offset such as {@code
 * +02:00}, {@code UTC} or {@code +02:00[Europe/Berlin]} must be one, and is not applied. Seconds
 * since 1970 are in UTC. A year of two digits is in 1969 to 2068. What is nearly a time, such as
 * {@code 2013-02-30}, is none.
 *
 * @param day the first one where only a month is written, null where only a time of day is
 * @param clock null where only a day or a month is written
 * @param isMonth whether no day is written
 */
public record WrittenTime(LocalDate day, LocalTime clock, boolean isMonth) {

  private static final int LONGEST = 48;
  private static final int LONGEST_MONTH = "September, 2013".length();
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final double LEAST_SECONDS = 1e8;
  private static final double LEAST_MILLIS = 1e11;
  private static final double MOST_MILLIS = 1e14;

  /** A day, a time of day, or both. */
  public WrittenTime(LocalDate day, LocalTime clock) {
    this(day, clock, false);
  }

  /** The time, or null when the text is none. */
  public static WrittenTime read(String written, DateOrder order) {
    if (written.length() > LONGEST) {
      return null;
    }
    String text = withoutBrackets(written);
    double number = NumberText.parse(text);
    if (text.length() == 8 && NumberText.digits(text, 0) == 8) {
      return compact(text);
    }
    boolean isBare = text.length() == 12 || text.length() == 14;
    if (isBare && NumberText.digits(text, 0) == text.length()) {
      return compact(text.substring(0, 8)) == null
          ? since1970(number)
          : new Reading(separated(text.substring(0, 8) + 'T' + text.substring(8)), order).time();
    }
    if (isCompact(text)) {
      return new Reading(separated(text), order).time();
    }
    // 31.01 would be a number; a date has two marks and is none.
    return Double.isNaN(number) ? new Reading(text, order).time() : since1970(number);
  }

  /** As web servers log it. */
  private static String withoutBrackets(String text) {
    int last = text.length() - 1;
    return last > 1 && text.charAt(0) == '[' && text.charAt(last) == ']'
        ? text.substring(1, last)
        : text;
  }

  private static WrittenTime compact(String digits) {
    int number = Integer.parseInt(digits);
    LocalDate day = day(number / 10_000, number / 100 % 100, number % 100);
    return day == null || day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR
        ? null
        : new WrittenTime(day, null);
  }

  /** Whether it is ISO 8601 without marks: 20130131T050000, and what may stand behind it. */
  private static boolean isCompact(String text) {
    return NumberText.digits(text, 0) == 8
        && text.length() >= 15
        && text.charAt(8) == 'T'
        && NumberText.digits(text, 9) == 15;
  }

  private static String separated(String compact) {
    StringBuilder text = new StringBuilder(compact);
    if (compact.length() > 13) {
      text.insert(13, ':');
    }
    return text.insert(11, ':').insert(6, '-').insert(4, '-').toString();
  }

  private static WrittenTime since1970(double number) {
    if (number < LEAST_SECONDS || number >= MOST_MILLIS) {
      return null;
    }
    long millis = (long) Math.floor(number < LEAST_MILLIS ? number * 1000 : number);
    long ofDay = Math.floorMod(millis, 86_400_000L);
    return new WrittenTime(
        LocalDate.ofEpochDay(Math.floorDiv(millis, 86_400_000L)),
        LocalTime.ofNanoOfDay(ofDay * 1_000_000L));
  }

  /** The day, or null when there is no such day. */
  private static LocalDate day(int year, int month, int day) {
    boolean exists =
        year >= 1
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth();
    return exists ? LocalDate.of(year, month, day) : null;
  }

  /** One walk over a text, from left to right. */
  private static final class Reading {

    private static final int NONE = -1;
    private static final List<String> MONTHS =
        Arrays.stream(Month.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

    /** Offsets that go by a name. */
    private static final Set<String> ZONES =
        Set.of(
            "UTC", "GMT", "WET", "WEST", "BST", "CET", "CEST", "EET", "EEST", "MSK", "IST", "JST",
            "AEST", "AEDT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT");

    private static final List<String> WEEKDAYS =
        Arrays.stream(DayOfWeek.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

    private final String text;
    private final DateOrder order;
    private int at;

    Reading(String text, DateOrder order) {
      this.text = text;
      this.order = order;
    }

    WrittenTime time() {
      LocalDate month = text.length() <= LONGEST_MONTH ? month() : null;
      if (month != null) {
        return new WrittenTime(month, null, true);
      }
      at = 0;
      int first = NumberText.digits(text, 0);
      boolean clockOnly = first < text.length() && text.charAt(first) == ':';
      LocalDate day = clockOnly ? null : day();
      if (!clockOnly && (day == null || at == text.length())) {
        return day == null ? null : new WrittenTime(day, null);
      }
      boolean comma = !clockOnly && skip(',');
      if (!clockOnly && (comma || !(skip('T') || skip(':'))) && !skip(' ')) {
        return null;
      }
      LocalTime clock = clock();
      return clock != null && offset() && at == text.length() ? new WrittenTime(day, clock) : null;
    }

    /** The first day of a month that is all there is, with a year of four digits. */
    private LocalDate month() {
      int year = NumberText.digits(text, 0) == 4 ? number(4, 4) : NONE;
      boolean yearFirst = year != NONE;
      if (yearFirst && !skip('-') && !skip('/')) {
        return null;
      }
      int month = letters(at) > at ? name(MONTHS) + 1 : number(1, 2);
      if (!yearFirst) {
        boolean apart = at > 2 ? behindName() : skip('-') || skip('/');
        year = apart ? number(4, 4) : NONE;
      }
      return at == text.length() && year >= FIRST_YEAR && year <= LAST_YEAR
          ? WrittenTime.day(year, month, 1)
          : null;
    }

    /** Skips what stands between the name of a month and a year; false when nothing does. */
    private boolean behindName() {
      skip('.');
      skip(',');
      return between();
    }

    private LocalDate day() {
      int firstDigits = NumberText.digits(text, 0);
      if (letters(0) > 0 || letters(firstDigits + 1) > firstDigits + 1) {
        return namedDay();
      }
      int[] numbers = new int[3];
      char mark = firstDigits < text.length() ? text.charAt(firstDigits) : ' ';
      if (mark != '-' && mark != '/' && mark != '.') {
        return null;
      }
      DateOrder as = firstDigits == 4 ? DateOrder.YMD : order;
      int yearDigits = 0;
      for (int i = 0; i < 3; i++) {
        int from = at;
        numbers[i] = i > 0 && !skip(mark) ? NONE : number(1, i == as.year ? 4 : 2);
        if (numbers[i] == NONE) {
          return null;
        }
        yearDigits = i == as.year ? at - from - (i > 0 ? 1 : 0) : yearDigits;
      }
      int year = year(numbers[as.year], yearDigits);
      return WrittenTime.day(year, numbers[as.month], numbers[as.day]);
    }

    /** The year, NONE where it has neither two digits nor four. */
    private static int year(int number, int digits) {
      int century = digits == 2 ? number < 69 ? 2000 : 1900 : 0;
      return digits == 2 || digits == 4 ? century + number : NONE;
    }

    /** A day whose month has its name: {@code 31-Jan-13}, {@code Thu, January 31, 2013}. */
    private LocalDate namedDay() {
      if (name(WEEKDAYS) != NONE) {
        skip(',');
        between();
      }
      int month = name(MONTHS);
      boolean monthFirst = month != NONE;
      skip('.');
      int day = (!monthFirst || between()) ? number(1, 2) : NONE;
      if (!monthFirst) {
        skip('.');
        month = between() ? name(MONTHS) : NONE;
        skip('.');
      }
      skip(',');
      if (day == NONE || month == NONE || !between()) {
        return null;
      }
      int from = at;
      int number = number(2, 4);
      return WrittenTime.day(year(number, at - from), month + 1, day);
    }

    /** Skips what stands between the parts of a day; false when nothing does. */
    private boolean between() {
      int from = at;
      boolean marked = skip('-') || skip('/');
      while (!marked && skip(' ')) {
        marked = at - from > 2;
      }
      return at > from;
    }

    /** Which of the names stands here, whole or by at least three letters; NONE if none does. */
    private int name(List<String> names) {
      int end = letters(at);
      String word = text.substring(at, end).toLowerCase(Locale.ROOT);
      for (int i = 0; word.length() >= 3 && i < names.size(); i++) {
        boolean cut = word.length() <= 4 || word.length() == names.get(i).length();
        if (cut && names.get(i).startsWith(word)) {
          at = end;
          return i;
        }
      }
      return NONE;
    }

    private int letters(int from) {
      int end = from;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private LocalTime clock() {
      int hour = number(1, 2);
      int minute = skip(':') ? number(2, 2) : NONE;
      int second = skip(':') ? number(2, 2) : 0;
      int nano = skip('.') || skip(',') ? nanos() : 0;
      int noon = noon();
      if (noon >= 0) {
        hour = hour < 1 || hour > 12 ? NONE : hour % 12 + noon;
      }
      boolean exists = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
      return exists && second >= 0 && second < 60 && nano >= 0
          ? LocalTime.of(hour, minute, second, nano)
          : null;
    }

    /** 0 before noon, 12 after it, -1 where it is not said. */
    private int noon() {
      int from = at;
      skip(' ');
      char half = at + 2 <= text.length() ? Character.toLowerCase(text.charAt(at)) : ' ';
      if (half == 'a' || half == 'p') {
        int point = text.charAt(at + 1) == '.' ? 1 : 0;
        int last = at + 1 + point;
        boolean isNoon = last < text.length() && Character.toLowerCase(text.charAt(last)) == 'm';
        if (isNoon && (point == 0 || text.startsWith(".", last + 1))) {
          at = last + 1 + point;
          return half == 'p' ? 12 : 0;
        }
      }
      at = from;
      return NONE;
    }

    /** Skips an offset; false when there is something that only begins like one. */
    private boolean offset() {
      int from = at;
      skip(' ');
      if (skip('Z') || zone()) {
        return region();
      }
      if (!skip('+') && !skip('-')) {
        at = from;
        return true;
      }
      boolean together = NumberText.digits(text, at) - at == 4;
      int hours = together ? number(4, 4) : number(2, 2);
      int minutes = together ? hours % 100 : skip(':') ? number(2, 2) : 0;
      hours = together ? hours / 100 : hours;
      return hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60 && region();
    }

    /** Skips the name of an offset. */
    private boolean zone() {
      int end = letters(at);
      boolean isZone = ZONES.contains(text.substring(at, end));
      at = isZone ? end : at;
      return isZone;
    }

    /** Skips a place in brackets behind an offset, as Java writes it; false if it does not end. */
    private boolean region() {
      if (!skip('[')) {
        return true;
      }
      while (at < text.length() && (letters(at) > at || "/_-+".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      return skip(']');
    }

    private int nanos() {
      int from = at;
      int fraction = number(1, 9);
      for (int digits = at - from; fraction > 0 && digits < 9; digits++) {
        fraction *= 10;
      }
      return fraction;
    }

    /** The number that starts here, or NONE when its digits are fewer or more. */
    private int number(int fewest, int most) {
      int end = NumberText.digits(text, at);
      int digits = end - at;
      if (digits < fewest || digits > most) {
        return NONE;
      }
      int number = Integer.parseInt(text, at, end, 10);
      at = end;
      return number;
    }

    private boolean skip(char mark) {
      boolean here = at < text.length() && text.charAt(at) == mark;
      at += here ? 1 : 0;
      return here;
    }
  }
}
