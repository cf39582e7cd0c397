package io.diffluent.core.stats;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The past of one model key's table.
 *
 * <p>The order of calls is part of the contract: {@link #read} and the look-ups for a record come
 * before {@link #observe} of the same record. Derived quantities (units, regression, neighbours)
 * are refreshed on counts, see {@link Schedule}.
 *
 * <p>Not thread-safe.
 */
public final class TableStatistics {

  /** Of what {@link #write} writes. */
  public static final int VERSION = 3;

  private static final int RESIDUAL_ROWS = 256;

  /**
   * The {@link Reading#repetition} from which on a column is stuck: one in a hundred of its runs.
   */
  public static final double STUCK = Math.log(100);

  private final List<Column> columns;
  final MatrixVector kernel;
  final boolean[] isNumeric;

  /** Place of each column in the regression; -1 where it takes no part. */
  final int[] numericIndex;

  final int numerics;
  private final Schedule schedule;

  final Reservoir reservoir;
  final Vocabulary[] vocabularies;
  private final Sentinels[] sentinels;
  final Regression regression;
  final NumberSuccession[] numbers;
  final CategorySuccession[] categories;
  final RunLengths[] runs;
  final SeededRandom random;
  long count;

  final NumericUnits[] units;
  private Neighbours neighbours;

  /** Made when it is asked for; null since the last refresh. */
  private Sample sample;

  public TableStatistics(Schema schema, Limits limits, MatrixVector kernel, long seed) {
    this(schema, limits, kernel, new SeededRandom(seed));
  }

  TableStatistics(Schema schema, Limits limits, MatrixVector kernel, SeededRandom random) {
    this.columns = schema.columns();
    this.kernel = kernel;
    this.random = random;
    int n = columns.size();
    this.isNumeric = new boolean[n];
    this.numericIndex = new int[n];
    this.units = new NumericUnits[n];
    this.vocabularies = new Vocabulary[n];
    this.numbers = new NumberSuccession[n];
    this.categories = new CategorySuccession[n];
    this.runs = new RunLengths[n];
    this.sentinels = columns.stream().map(Sentinels::new).toArray(Sentinels[]::new);
    for (int c = 0; c < n; c++) {
      isNumeric[c] = columns.get(c).isNumeric();
      runs[c] = new RunLengths(isNumeric[c]);
      units[c] = NumericUnits.UNSEEN;
      if (isNumeric[c]) {
        numbers[c] = new NumberSuccession();
      } else {
        categories[c] = new CategorySuccession(columns.get(c).size());
      }
      vocabularies[c] = isNumeric[c] ? null : new Vocabulary(columns.get(c), limits.categories());
    }
    int[] regressed = Neighbours.spread(Neighbours.indices(isNumeric, true), Regression.MOST);
    Arrays.fill(numericIndex, -1);
    for (int k = 0; k < regressed.length; k++) {
      numericIndex[regressed[k]] = k;
    }
    this.numerics = regressed.length;
    this.schedule = new Schedule(n, numerics);
    this.reservoir = new Reservoir(limits.reservoir(), n);
    this.regression = numerics == 0 ? null : new Regression(numerics);
    this.neighbours = new Neighbours(new double[0][], units, isNumeric);
  }

  /**
   * The same past as a table of other columns.
   *
   * @param from for each column of the new table its place in this one, or -1: its past is empty
   */
  public TableStatistics carried(Schema schema, Limits limits, int[] from) {
    return CarriedTable.of(this, schema, limits, from);
  }

  /** Number of columns. */
  public int columns() {
    return columns.size();
  }

  /** Records observed. */
  public long count() {
    return count;
  }

  public NumericUnits units(int column) {
    return units[column];
  }

  /** What means "missing" in a column. */
  public Sentinels sentinels(int column) {
    return sentinels[column];
  }

  public Vocabulary vocabulary(int column) {
    return vocabularies[column];
  }

  /** The cell in z units, or NaN if there is no well-formed number in it. */
  public double z(Row row, int column) {
    double number = row.numbers()[column];
    return Double.isNaN(number) ? Double.NaN : units[column].z(number);
  }

  /**
   * What the other numeric columns say about each one.
   *
   * @param z z units by column, NaN for missing; bad cells (|z| >= 4) are not used
   * @return z units by column; NaN for categorical columns
   */
  public double[] regress(double[] z) {
    double[] prediction = new double[columns.size()];
    Arrays.fill(prediction, Double.NaN);
    if (regression == null) {
      return prediction;
    }
    double[] compact = new double[numerics];
    double[] out = new double[numerics];
    for (int c = 0; c < z.length; c++) {
      if (numericIndex[c] >= 0) {
        compact[numericIndex[c]] = Regression.sane(z[c]);
      }
    }
    regression.predict(kernel, compact, out);
    for (int c = 0; c < z.length; c++) {
      if (isNumeric[c]) {
        prediction[c] = numericIndex[c] < 0 ? 0 : out[numericIndex[c]];
      }
    }
    return prediction;
  }

  /** Robust standard deviation of {@link #regress}'s residual for a numeric column, in z units. */
  public double residualSigma(int column) {
    return numericIndex[column] < 0 ? 1 : regression.sigma(numericIndex[column]);
  }

  /** What usually follows the last record, in z units or as a position; NaN if nothing is known. */
  public double expected(int column) {
    if (isNumeric[column]) {
      return numbers[column].expected(units[column]);
    }
    int position = categories[column].expected();
    boolean isNone = position < 0 || vocabularies[column].meansMissing(position);
    return isNone ? Double.NaN : position;
  }

  /**
   * How little a cell follows from the last record: standard deviations of a number, {@code -ln} of
   * the lift of a category; 0 if nothing is known.
   *
   * @param value z units, or a position
   */
  public double surprise(int column, double value) {
    return isNumeric[column]
        ? numbers[column].surprise(value, units[column])
        : categories[column].surprise((int) value);
  }

  /**
   * The nearest past rows over the trusted cells.
   *
   * @param encoded the record as {@link #read} gave it
   */
  public int[] nearest(double[] encoded, boolean[] trusted, int k) {
    return neighbours.rows() == 0 ? new int[0] : neighbours.nearest(kernel, encoded, trusted, k);
  }

  /** A cell of a past row: z units, or the code of a category; NaN when missing. */
  public double neighbourCell(int row, int column) {
    return neighbours.cell(row, column);
  }

  /** The past of the last refresh, for models that are fitted from it. */
  public Sample sample() {
    if (sample == null) {
      sample = new Sample(neighbours, isNumeric, units.clone(), vocabularies, sentinels);
    }
    return sample;
  }

  /** Position of the category with this code; {@link Vocabulary#UNKNOWN} if it has none. */
  public int positionOfCode(int column, double code) {
    Vocabulary.Entry entry = vocabularies[column].findCode((int) code);
    return entry == null ? Vocabulary.UNKNOWN : entry.position();
  }

  /** What the past knows of a record's cells. */
  public Reading read(Row row) {
    return Reading.of(row, this);
  }

  /** Reads and counts a record. */
  public void observe(Row row) {
    observe(read(row));
  }

  /**
   * Counts a record, after everything about it has been said.
   *
   * @param reading of this record, since the last one that was counted
   */
  public void observe(Reading reading) {
    Row row = reading.row();
    double[] stored = new double[columns.size()];
    double[] z = new double[numerics];
    for (int c = 0; c < stored.length; c++) {
      // What a stuck column repeats says nothing of what comes next.
      boolean isStuck = reading.repetition()[c] > STUCK;
      if (isNumeric[c]) {
        boolean isNumber = row.texts()[c] == null && !reading.marked()[c];
        stored[c] = isNumber ? row.numbers()[c] : Double.NaN;
        if (numericIndex[c] >= 0) {
          z[numericIndex[c]] = Double.isNaN(stored[c]) ? 0 : reading.encoded()[c];
        }
        boolean believed = !isStuck && !units[c].isSentinel(stored[c]);
        numbers[c].observe(believed ? stored[c] : Double.NaN, units[c]);
      } else {
        String value = row.texts()[c];
        Vocabulary.Entry entry = reading.entries()[c];
        if (value != null && !reading.marked()[c]) {
          entry = vocabularies[c].observe(value, entry);
        }
        stored[c] = entry == null ? Double.NaN : entry.code();
        categories[c].observe(entry == null || isStuck ? Vocabulary.UNKNOWN : entry.position());
      }
      runs[c].observe(stored[c]);
    }
    reservoir.offer(stored, random);
    if (regression != null && count > 0) {
      regression.observe(z);
    }
    count++;
    if (schedule.isRefreshDue(count)) {
      refresh(schedule.isSolveDue(count), count);
    }
  }

  /**
   * @param solves whether to solve the regression as well
   * @param observed rows that it has observed
   */
  void refresh(boolean solves, long observed) {
    double[][] ascending = reservoir.ascending(isNumeric);
    for (int c = 0; c < isNumeric.length; c++) {
      if (isNumeric[c]) {
        units[c] = NumericUnits.of(ascending[c]);
      }
    }
    List<double[]> rows = reservoir.rows();
    if (regression != null && solves) {
      regression.refresh(kernel, numericPart(rows), observed);
    }
    neighbours = new Neighbours(rows.toArray(double[][]::new), units.clone(), isNumeric);
    sample = null;
  }

  /** Numbers of the first rows, in z units. */
  private double[][] numericPart(List<double[]> rows) {
    int n = Math.min(rows.size(), numerics > 64 ? RESIDUAL_ROWS / 4 : RESIDUAL_ROWS);
    double[][] part = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = rows.get(i);
      part[i] = new double[numerics];
      for (int c = 0; c < isNumeric.length; c++) {
        if (numericIndex[c] >= 0) {
          part[i][numericIndex[c]] = Double.isNaN(row[c]) ? Double.NaN : units[c].z(row[c]);
        }
      }
    }
    return part;
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    random.write(out);
    reservoir.write(out);
    for (Vocabulary vocabulary : vocabularies) {
      if (vocabulary != null) {
        vocabulary.write(out);
      }
    }
    if (regression != null) {
      regression.write(out);
    }
    // Units and neighbours derive from the reservoir as it was at the last refresh, which is not
    // the reservoir of now: they are state, or a restored run would differ until the next refresh.
    new UnitsCodec(isNumeric).write(units, out);
    neighbours.write(out);
    for (int c = 0; c < isNumeric.length; c++) {
      if (isNumeric[c]) {
        numbers[c].write(out);
      } else {
        categories[c].write(out);
      }
      runs[c].write(out);
    }
  }

  /**
   * @param version of the state that is read; version 1 did not know what follows what, version 2
   *     not how long a column stays
   */
  public static TableStatistics read(
      Schema schema, Limits limits, MatrixVector kernel, DataInput in, int version)
      throws IOException {
    long count = in.readLong();
    TableStatistics statistics = new TableStatistics(schema, limits, kernel, SeededRandom.read(in));
    statistics.count = count;
    statistics.reservoir.read(in);
    for (Vocabulary vocabulary : statistics.vocabularies) {
      if (vocabulary != null) {
        vocabulary.read(in);
      }
    }
    if (statistics.regression != null) {
      int all = (int) schema.columns().stream().filter(Column::isNumeric).count();
      statistics.regression.read(in, all);
    }
    new UnitsCodec(statistics.isNumeric).read(statistics.units, in);
    statistics.neighbours = Neighbours.read(in, statistics.isNumeric, limits.reservoir());
    for (int c = 0; version > 1 && c < statistics.isNumeric.length; c++) {
      if (statistics.isNumeric[c]) {
        statistics.numbers[c].read(in);
      } else {
        statistics.categories[c].read(in);
      }
      if (version > 2) {
        statistics.runs[c].read(in);
      }
    }
    statistics.forgetSentinels();
    return statistics;
  }

  /** Takes out of the rows of the past what did not mean "missing" when it was counted. */
  private void forgetSentinels() {
    if (reservoir.erase(this::meansMissing)) {
      refresh(true, count);
    }
  }

  private boolean meansMissing(int column, double stored) {
    if (isNumeric[column]) {
      return sentinels[column].mark(stored);
    }
    Vocabulary.Entry entry = vocabularies[column].findCode((int) stored);
    return entry != null && vocabularies[column].meansMissing(entry);
  }
}
