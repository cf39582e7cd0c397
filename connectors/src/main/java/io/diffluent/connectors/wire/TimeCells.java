package io.diffluent.connectors.wire;

import java.util.List;

/**
 * The cells that are parts of the time in one field.
 *
 * <p>A text that is no time is kept in all of them as it is, without a guess: a numeric cell is
 * then unparseable, a categorical one an unknown category. A text that means "missing" in a column
 * is kept there as well, even where it is a time, and is missing. So is a part that the time does
 * not have, such as the hour of a mere date.
 */
record TimeCells(List<Cell> cells) {

  /** No column is part of the field's time. */
  static final TimeCells NONE = new TimeCells(List.of());

  /**
   * One column, whether it is a number or a category, and the texts that mean "missing" in it; a
   * time such as 1900-01-01 may be one.
   */
  record Cell(
      int column, TimePart part, DateOrder order, boolean numeric, List<String> sentinels) {}

  /** Fills the cells from the field's text; null is a missing one. */
  void fill(String text, Document document) {
    WrittenTime time = null;
    DateOrder order = null;
    for (Cell cell : cells) {
      if (text != null && cell.order() != order) {
        order = cell.order();
        time = WrittenTime.read(text, order);
      }
      if (time == null || cell.sentinels().contains(text)) {
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
