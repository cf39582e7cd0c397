package io.diffluent.core.record;

/**
 * The cells of one record in schema order, as parsed: two parallel arrays, one entry per column.
 *
 * <ul>
 *   <li>categorical column: {@code texts[c]} is the value, null when missing; {@code numbers[c]} is
 *       NaN;
 *   <li>numeric column, well-formed: {@code numbers[c]} is finite and {@code texts[c]} is null;
 *   <li>numeric column, missing: {@code numbers[c]} is NaN and {@code texts[c]} is null;
 *   <li>numeric column holding some other text: {@code texts[c]} keeps the text and {@code
 *       numbers[c]} is the best number that could be read from it, or NaN.
 * </ul>
 *
 * <p>The arrays are never written after construction.
 */
public record Row(double[] numbers, String[] texts) {

  public Row {
    if (numbers.length != texts.length) {
      throw new IllegalArgumentException(numbers.length + " numbers, " + texts.length + " texts");
    }
  }

  public boolean isEmpty(int column) {
    return texts[column] == null && Double.isNaN(numbers[column]);
  }

  /** The cell as a person would write it, or null when nothing was there. */
  public String raw(int column) {
    if (texts[column] != null) {
      return texts[column];
    }
    double number = numbers[column];
    if (Double.isNaN(number)) {
      return null;
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
