package io.diffluent.connectors.wire;

import java.util.List;

/**
 * The cells that are parts of the time in one field.
 *
 * <p>A text that is no time is kept in all of them as it is, without a guess: a numeric cell is
 * then unparseable, a categorical one an unknown category. A part that the time does not have, such
 * as the hour of a mere date, is missing.
 */
record TimeCells(List<Cell> cells) {

  /** No column is part of the field's time. */
  static final TimeCells NONE = new TimeCells(List.of());

  /** One column, and whether it is a number or a category. */
  record Cell(int column, TimePart part, DateOrder order, boolean numeric) {}

  /** Fills the cells from the field's text; null is a missing one. */
  void fill(String text, Document document) {
    WrittenTime time = null;
    DateOrder order = null;
    for (Cell cell : cells) {
      if (text != null && cell.order() != order) {
        order = cell.order();
        time = WrittenTime.read(text, order);
      }
      if (time == null) {
        document.texts[cell.column()] = text;
        continue;
      }
      double number = cell.part().of(time);
      if (cell.numeric()) {
        document.numbers[cell.column()] = number;
      } else if (!Double.isNaN(number)) {
        document.texts[cell.column()] = Integer.toString((int) Math.floor(number));
      }
    }
  }
}
