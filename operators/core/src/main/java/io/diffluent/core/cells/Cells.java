package io.diffluent.core.cells;

import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Row;
import java.util.List;

/**
 * One encoded record: its cells as they came and, for suspect cells only, their alternatives.
 *
 * <p>A cell is a z value (numeric) or the position of its category; NaN when there is nothing that
 * can be encoded: missing, unreadable, or an unknown category.
 *
 * <p>The cells that are scored are the cells that are learned: they are encoded once, with what was
 * known when the record arrived.
 *
 * @param envelope what travels beside the cells
 * @param label the label's text, or null
 * @param base every cell without any cleaning, {@code [columns]}
 * @param suspects the suspect cells
 * @param truth every cell without injected errors, {@code [columns]}, or null when nobody knows
 * @param display what a receipt shows; null once the record has been scored
 */
public record Cells(
    Envelope envelope,
    String label,
    float[] base,
    Suspects suspects,
    float[] truth,
    Display display) {

  /** Whether what a suspect cell keeps is a number that was found inside a text. */
  public boolean isRescued(int suspect) {
    return Float.isNaN(base[suspects.columns()[suspect]]) && !Float.isNaN(suspects.kept()[suspect]);
  }

  /**
   * The suspect cells of one record, in column order; behind them, in column order again, those
   * that the mixture would leave alone and only another arm needs.
   *
   * @param columns their columns, {@code [n]}
   * @param kept the value that "no repair" keeps, {@code [n]}; NaN when there is nothing to trust,
   *     in which case the cell is always repaired
   * @param suspicions {@code [n][detectors]}
   * @param scores the learned detector's scores, {@code [n][Scores.COUNT]}; NaN for a cell that
   *     only another arm needs
   * @param candidates {@code [n][repairs]}: z units or positions; NaN where a repair abstains, -1
   *     for "no category"
   * @param withheld places of the repairs that a mixture must not see, because their weight was too
   *     small to pay for them when the record came; another arm may have had them computed
   */
  public record Suspects(
      int[] columns,
      float[] kept,
      float[] suspicions,
      float[] scores,
      float[] candidates,
      int[] withheld) {

    private static final int[] NOTHING = new int[0];

    public static final Suspects NONE =
        new Suspects(NOTHING, new float[0], new float[0], new float[0], new float[0], NOTHING);

    boolean isWithheld(int repair) {
      for (int place : withheld) {
        if (place == repair) {
          return true;
        }
      }
      return false;
    }

    /** All of them, also those that only another arm than the mixture needs. */
    public int count() {
      return columns.length;
    }

    /** Those that the mixture sees: the first ones. */
    public int seen() {
      int n = count();
      while (n > 0 && Float.isNaN(scores[(n - 1) * Scores.COUNT])) {
        n--;
      }
      return n;
    }
  }

  /**
   * Suspect cells in a person's units.
   *
   * @param came the cells as they came, {@code [n]}; most are never shown, so their texts are made
   *     by who shows one ({@link Row#raw})
   * @param centre origin of the z units at the time of encoding; NaN for categories
   * @param scale unit of z at that time
   * @param names category names of the candidates, {@code [n][repairs]}; null for numbers, "no
   *     category" and abstentions
   */
  public record Display(Row came, double[] centre, double[] scale, String[] names) {}

  public boolean isLabelled() {
    return label != null;
  }

  /** The same cells without what only a receipt needs, to be kept for learning. */
  public Cells forLearning() {
    Envelope bare =
        new Envelope(
            envelope.origin(),
            envelope.timestamp(),
            envelope.source(),
            null,
            envelope.model(),
            null,
            List.of());
    return new Cells(bare, label, base, suspects, truth, null);
  }
}
