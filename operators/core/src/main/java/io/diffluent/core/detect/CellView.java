package io.diffluent.core.detect;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Row;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.Reading;
import io.diffluent.core.stats.Similarity;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.core.stats.Vocabulary;
import java.util.Arrays;

/**
 * One cell of a record before the statistics of the past: what detectors and repairs look at.
 *
 * <p>A cursor: {@link #moveTo} points it at the next cell, so that clean cells cost no allocation.
 */
public final class CellView {

  private final TableStatistics statistics;
  private Reading reading;
  private Row row;
  private double[] regressed;

  private int index;
  private Column column;
  private double z;
  private Vocabulary.Entry entry;
  private boolean empty;

  /** NaN until it is asked for. */
  private double jump;

  private final Vocabulary.Entry[] similar;
  private final boolean[] similarIsKnown;

  public CellView(TableStatistics statistics) {
    this.statistics = statistics;
    this.similar = new Vocabulary.Entry[statistics.columns()];
    this.similarIsKnown = new boolean[statistics.columns()];
  }

  /**
   * Points the cursor at a record.
   *
   * @param reading {@link TableStatistics#read} of it
   * @param regressed {@link TableStatistics#regress} of it
   */
  public void open(Reading reading, double[] regressed) {
    this.reading = reading;
    this.row = reading.row();
    this.regressed = regressed;
    Arrays.fill(similarIsKnown, false);
  }

  public void moveTo(int index, Column column) {
    this.index = index;
    this.column = column;
    this.jump = Double.NaN;
    boolean marked = reading.marked()[index];
    if (column.isNumeric()) {
      double number = row.numbers()[index];
      entry = null;
      empty = marked || Double.isNaN(number);
      boolean isText = row.texts()[index] != null;
      z = empty ? Double.NaN : isText ? units().z(number) : reading.encoded()[index];
    } else {
      entry = reading.entries()[index];
      empty = marked || row.texts()[index] == null;
      z = Double.NaN;
    }
  }

  public int index() {
    return index;
  }

  public Column column() {
    return column;
  }

  public boolean isNumeric() {
    return column.isNumeric();
  }

  public TableStatistics statistics() {
    return statistics;
  }

  public NumericUnits units() {
    return statistics.units(index);
  }

  public Vocabulary vocabulary() {
    return statistics.vocabulary(index);
  }

  /** Nothing there, or something that everybody writes for nothing. */
  public boolean isEmpty() {
    return empty;
  }

  /** The cell's text if it is not a well-formed number or is a category; else null. */
  public String text() {
    return row.texts()[index];
  }

  /** The number in the cell, or the best that could be read from its text; NaN if none. */
  public double number() {
    return row.numbers()[index];
  }

  /** {@link #number} in robust units; NaN for empty and categorical cells. */
  public double z() {
    return z;
  }

  /** What the other columns say, in z units; NaN for categorical cells. */
  public double regressed() {
    return regressed[index];
  }

  /** |z - regressed| in standard deviations of the residual; 0 for empty and categorical cells. */
  public double residual() {
    return Double.isNaN(z) ? 0 : Math.abs(z - regressed[index]) / statistics.residualSigma(index);
  }

  /**
   * What usually follows the record before, in z units or as a position; NaN if nothing is known.
   */
  public double expected() {
    return statistics.expected(index);
  }

  /** How little the cell follows from the record before; see {@link TableStatistics#surprise}. */
  public double jump() {
    if (Double.isNaN(jump)) {
      jump = surprise(); // two detectors and a score ask for it
    }
    return jump;
  }

  private double surprise() {
    if (column.isNumeric()) {
      return Double.isNaN(z) ? 0 : statistics.surprise(index, z);
    }
    return entry == null ? 0 : statistics.surprise(index, entry.position());
  }

  /** How rarely the column repeats a cell so often; see {@link Reading#repetition}. */
  public double repetition() {
    return reading.repetition()[index];
  }

  /** The category's entry; null for unknown categories, empty and numeric cells. */
  public Vocabulary.Entry entry() {
    return entry;
  }

  /** A category seen too seldom to be trusted, or never. */
  public boolean isRare() {
    return !column.isNumeric()
        && !empty
        && vocabulary().total() > 0
        && (entry == null || entry.count() < vocabulary().rareBelow());
  }

  /** The frequent category that a rare text most resembles, or null; looked up at most once. */
  public Vocabulary.Entry similar() {
    if (!similarIsKnown[index]) {
      similar[index] = Similarity.nearestFrequent(vocabulary(), text());
      similarIsKnown[index] = true;
    }
    return similar[index];
  }

  /** All cells of the record, as they were parsed. */
  public Row row() {
    return row;
  }

  /** All cells of the record, in z units and category codes; a new array for every record. */
  public double[] encoded() {
    return reading.encoded();
  }
}
