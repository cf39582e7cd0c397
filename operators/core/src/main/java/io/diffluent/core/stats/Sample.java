package io.diffluent.core.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The rows of the reservoir as they were at the last refresh: what models of the whole table are
 * fitted from.
 *
 * <p>Law: nothing here changes until the next refresh, and all of it is restored with the
 * statistics, to the bit. So a model that is fitted from a sample alone needs no state of its own
 * ({@link #fitted}), and it does not matter which record after the refresh asks for it first.
 *
 * <p>That law is why {@link #text} knows only what at least two rows hold: a vocabulary moves on
 * between refreshes, and may forget what it has seen once, never what it has seen twice.
 *
 * <p>Not thread-safe, like the statistics.
 */
public final class Sample {

  private final Neighbours rows;
  private final boolean[] isNumeric;
  private final NumericUnits[] units;
  private final Vocabulary[] vocabularies;
  private final Sentinels[] sentinels;
  private final Map<Class<?>, Object> models = new HashMap<>();

  Sample(
      Neighbours rows,
      boolean[] isNumeric,
      NumericUnits[] units,
      Vocabulary[] vocabularies,
      Sentinels[] sentinels) {
    this.rows = rows;
    this.isNumeric = isNumeric;
    this.units = units;
    this.vocabularies = vocabularies;
    this.sentinels = sentinels;
  }

  public int rows() {
    return rows.rows();
  }

  public int columns() {
    return isNumeric.length;
  }

  public boolean isNumeric(int column) {
    return isNumeric[column];
  }

  /** Units of a numeric column, from the same rows. */
  public NumericUnits units(int column) {
    return units[column];
  }

  /** What means "missing" in a column. */
  public Sentinels sentinels(int column) {
    return sentinels[column];
  }

  /**
   * The column's cells, a copy of length {@link #rows}: z units, or codes of categories.
   *
   * @return NaN for missing, also for the numbers that stand for it, configured or discovered
   */
  public double[] column(int column) {
    double[] cells = rows.column(column);
    if (isNumeric[column]) {
      erase(cells, column, sentinels[column].numbers());
      erase(cells, column, units[column].sentinels());
    }
    return cells;
  }

  private void erase(double[] cells, int column, double[] numbers) {
    for (double number : numbers) {
      double z = units[column].z(number);
      Arrays.setAll(cells, i -> cells[i] == z ? Double.NaN : cells[i]);
    }
  }

  /** The category that has this code in at least two rows; null if there is none. */
  public String text(int column, int code) {
    if (rows.rowsWithCode(column, code) < 2) {
      return null;
    }
    Vocabulary.Entry entry = vocabularies[column].findCode(code);
    return entry == null ? null : entry.value();
  }

  /**
   * The model of this type, fitted when it is first asked for and kept until the next refresh.
   *
   * @param fit pure in the sample; may ask the sample for other models, but never for its own
   */
  public <T> T fitted(Class<T> type, Function<Sample, T> fit) {
    Object model = models.get(type);
    if (model == null) {
      model = fit.apply(this);
      models.put(type, model);
    }
    return type.cast(model);
  }
}
