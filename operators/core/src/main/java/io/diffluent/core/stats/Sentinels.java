package io.diffluent.core.stats;

import io.diffluent.core.record.Column;
import java.util.Locale;
import java.util.Set;

/**
 * Texts that mean "missing": the ones everybody uses, and the ones a column was configured with.
 */
public final class Sentinels {

  private static final Set<String> EVERYWHERE =
      Set.of("?", "-", "--", ".", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing");

  private Sentinels() {}

  /** Whether a text stands for a missing value in this column. */
  public static boolean isMarker(Column column, String text) {
    String trimmed = text.trim();
    return EVERYWHERE.contains(trimmed.toLowerCase(Locale.ROOT))
        || column.sentinels().contains(trimmed);
  }

  /** Whether a number was configured as a sentinel of this column. */
  public static boolean isMarker(Column column, double number) {
    for (String sentinel : column.sentinels()) {
      try {
        if (Double.parseDouble(sentinel) == number) {
          return true;
        }
      } catch (NumberFormatException e) {
        // A text sentinel: the other method's business.
      }
    }
    return false;
  }
}
