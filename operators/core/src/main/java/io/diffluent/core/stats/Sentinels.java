package io.diffluent.core.stats;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.PlainNumber;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What means "missing" in a column: the texts that everybody uses, but for those that are
 * categories of this one, and the texts and numbers that the column was configured with.
 */
public final class Sentinels {

  private static final Set<String> EVERYWHERE =
      Set.of(
          "?",
          "-",
          "--",
          ".",
          "na",
          "n/a",
          "nan",
          "null",
          "none",
          "nil",
          "missing",
          // What spreadsheets and databases write into exports.
          "#n/a",
          "#ref!",
          "#value!",
          "#div/0!",
          "#name?",
          "#null!",
          "#num!",
          "\\n");

  private static final int LONGEST =
      EVERYWHERE.stream().mapToInt(String::length).max().orElseThrow();

  /** Whether one of them begins with this character: most texts are done with by their first. */
  private static final boolean[] BEGINS = new boolean[128];

  static {
    for (String text : EVERYWHERE) {
      BEGINS[text.charAt(0)] = true;
      BEGINS[Character.toUpperCase(text.charAt(0))] = true;
    }
  }

  private final List<String> texts;
  private final List<String> categories;
  private final double[] numbers;

  Sentinels(Column column) {
    this.texts = column.sentinels();
    this.categories = column.categories();
    this.numbers =
        texts.stream()
            .map(String::trim)
            .mapToDouble(PlainNumber::parse)
            .filter(n -> !Double.isNaN(n))
            .toArray();
  }

  /** Whether everybody writes the text for a missing value. */
  public static boolean isEverywhere(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if (first > ' ' && (first >= BEGINS.length || !BEGINS[first])) {
      return false;
    }
    String trimmed = text.trim();
    return trimmed.length() <= LONGEST && EVERYWHERE.contains(trimmed.toLowerCase(Locale.ROOT));
  }

  /** Whether a text stands for a missing value. */
  public boolean mark(String text) {
    boolean known = isEverywhere(text) && !categories.contains(text.trim());
    return known || (!texts.isEmpty() && texts.contains(text.trim()));
  }

  /** Whether a number was configured to stand for a missing value. */
  public boolean mark(double number) {
    for (double sentinel : numbers) {
      if (sentinel == number) {
        return true;
      }
    }
    return false;
  }

  /** The numbers that were configured to stand for a missing value. */
  double[] numbers() {
    return numbers.clone();
  }
}
