package io.diffluent.job.pipeline;

import org.apache.flink.ml.param.StringParam;

/** The {@link Options} of columns that are parts of a time in another field. */
public final class TimeOptions {

  public static final StringParam FROM =
      Options.text(
          "columns.from",
          "Field that holds a time, of which this column is a part.",
          null,
          Options.A_FIELD);
  public static final StringParam PART =
      Options.choice(
          "columns.part",
          "Which part: the hour (0 to 23) and the month (1 to 12), numeric with what has passed of"
              + " them or categorical; the weekday (1 is Monday), categorical; the days since 1970,"
              + " numeric. The time is the one on the wall where it was written: an offset is not"
              + " applied.",
          null,
          "hour",
          "weekday",
          "month",
          "days");
  public static final StringParam ORDER =
      Options.choice(
          "columns.order",
          "Order of year, month and day in dates that do not start with a year of four digits.",
          "ymd",
          "ymd",
          "dmy",
          "mdy");

  private TimeOptions() {}
}
