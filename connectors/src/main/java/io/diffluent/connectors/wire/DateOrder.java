package io.diffluent.connectors.wire;

/**
 * In which order a date has its year, month and day where the year does not come first with all its
 * four digits; a date that starts so needs no order.
 *
 * <p>Only the owner of the data can know it: {@code 01/02/2013} is in January here and in February
 * there.
 */
public enum DateOrder {
  YMD(0, 1, 2),
  DMY(2, 1, 0),
  MDY(2, 0, 1);

  final int year;
  final int month;
  final int day;

  /** Places among three numbers, from 0. */
  DateOrder(int year, int month, int day) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}
