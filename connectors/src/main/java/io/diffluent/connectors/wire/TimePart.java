package io.diffluent.connectors.wire;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoField;

/**
 * What of a time is worth a column: the parts that come again, and how far time has come.
 *
 * <p>As a number a part carries on within itself, so that neighbouring times have neighbouring
 * numbers: half past five is 5.5, the middle of June 6.5. As a category it is whole.
 */
public enum TimePart {
  /** Of the day, 0 to 23. */
  HOUR(true, true) {
    @Override
    double number(LocalDate day, LocalTime clock) {
      return clock == null ? Double.NaN : clock.toNanoOfDay() / NANOS_OF_HOUR;
    }
  },
  /** 1 is Monday, 7 is Sunday. */
  WEEKDAY(false, true) {
    @Override
    double number(LocalDate day, LocalTime clock) {
      return day == null ? Double.NaN : day.get(ChronoField.DAY_OF_WEEK);
    }
  },
  /** Of the year, 1 to 12. */
  MONTH(true, true) {
    @Override
    double number(LocalDate day, LocalTime clock) {
      return day == null
          ? Double.NaN
          : day.getMonthValue() + (day.getDayOfMonth() - 1) / (double) day.lengthOfMonth();
    }
  },
  /** Since 1 January 1970. */
  DAYS(true, false) {
    @Override
    double number(LocalDate day, LocalTime clock) {
      double within = clock == null ? 0 : clock.toNanoOfDay() / (24 * NANOS_OF_HOUR);
      return day == null ? Double.NaN : day.toEpochDay() + within;
    }
  };

  private static final double NANOS_OF_HOUR = 3_600e9;

  private final boolean amount;
  private final boolean category;

  TimePart(boolean amount, boolean category) {
    this.amount = amount;
    this.category = category;
  }

  /** Whether it may be a numeric column. */
  public boolean isAmount() {
    return amount;
  }

  /** Whether it may be a categorical column. */
  public boolean isCategory() {
    return category;
  }

  /** The part as a number; NaN where the time does not have it. */
  public double of(WrittenTime time) {
    return time.isMonth() && this == WEEKDAY ? Double.NaN : number(time.day(), time.clock());
  }

  abstract double number(LocalDate day, LocalTime clock);
}
