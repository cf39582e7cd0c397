package io.diffluent.core.record;

import java.util.List;

/** Rows and records in one line, for tests. */
public final class Rows {

  private Rows() {}

  /** A numeric cell that holds some other text, and the number that could be read from it. */
  public record Unparsed(String text, double number) {}

  /** Numbers, texts, {@link Unparsed} cells and nulls (missing), in schema order. */
  public static Row of(Object... cells) {
    double[] numbers = new double[cells.length];
    String[] texts = new String[cells.length];
    for (int c = 0; c < cells.length; c++) {
      numbers[c] = Double.NaN;
      if (cells[c] instanceof Number number) {
        numbers[c] = number.doubleValue();
      } else if (cells[c] instanceof Unparsed unparsed) {
        numbers[c] = unparsed.number();
        texts[c] = unparsed.text();
      } else {
        texts[c] = (String) cells[c];
      }
    }
    return new Row(numbers, texts);
  }

  public static Record record(long offset, Row row, String label) {
    return record(offset, 0, row, label, null);
  }

  public static Record record(long offset, int source, Row row, String label, Row clean) {
    Envelope envelope =
        new Envelope(
            new Origin("rides", 0, offset),
            1_700_000_000_000L + offset,
            source,
            "event-" + offset,
            "model",
            new byte[] {1, 2, (byte) offset},
            List.of(new Header("trace", new byte[] {7})));
    return new Record(envelope, row, label, clean);
  }
}
