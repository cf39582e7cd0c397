package io.diffluent.core.stats;

import io.diffluent.core.record.Row;

/**
 * A record as the past knows it: what there is to look up about its cells, looked up once. It holds
 * until a record is observed.
 *
 * @param row the record's cells
 * @param marked whether what is in a cell means "missing", {@code [columns]}
 * @param entries of known categories, else null, {@code [columns]}
 * @param encoded z units and category codes, NaN for missing and unknown cells, {@code [columns]}
 * @param repetition how rarely a column stays at one value for as long as it does with this record,
 *     as {@code -ln} of the share of its runs; 0 where the cell does not repeat the one before,
 *     {@code [columns]}
 */
public record Reading(
    Row row, boolean[] marked, Vocabulary.Entry[] entries, double[] encoded, double[] repetition) {

  static Reading of(Row row, TableStatistics past) {
    int columns = past.columns();
    Reading reading =
        new Reading(
            row,
            new boolean[columns],
            new Vocabulary.Entry[columns],
            new double[columns],
            new double[columns]);
    for (int c = 0; c < columns; c++) {
      String text = row.texts()[c];
      Sentinels sentinels = past.sentinels(c);
      if (past.isNumeric[c]) {
        reading.marked[c] = text == null ? sentinels.mark(row.numbers()[c]) : sentinels.mark(text);
        // A text in a numeric column is not a number of the past, whatever could be read from it.
        boolean isNumber = text == null && !reading.marked[c];
        reading.encoded[c] = isNumber ? past.z(row, c) : Double.NaN;
        reading.repetition[c] = isNumber ? past.runs[c].surprise(row.numbers()[c]) : 0;
      } else {
        reading.marked[c] = text != null && sentinels.mark(text);
        // It may have been a category before somebody said that it means "missing".
        Vocabulary.Entry entry = reading.marked[c] ? null : past.vocabularies[c].find(text);
        reading.entries[c] = entry;
        reading.encoded[c] = entry == null ? Double.NaN : entry.code();
        reading.repetition[c] = past.runs[c].surprise(reading.encoded[c]);
      }
    }
    return reading;
  }
}
