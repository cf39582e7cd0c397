package io.diffluent.core.cells;

import java.util.Arrays;
import java.util.List;

/**
 * The {@code B} of the algebra: rows of encoded cells, and the alternatives of the suspect ones.
 *
 * <p>Steps map batches to batches and never write into the arrays they are given.
 *
 * @param encoding the layout of x
 * @param rows number of rows
 * @param x encoded cells, {@code [rows][width]}; numbers in robust units, at most twenty
 * @param g how much each cell was repaired, {@code [rows][columns]}
 * @param weights example weights, {@code [rows]}
 * @param sources source of each row
 * @param alternatives of the suspect cells
 * @param draw seed of what steps draw at random for a batch that is only trained on; 0 for a batch
 *     that is scored, where nothing is random
 * @param arena where steps take the arrays they need from; who made the batch may reset it once
 *     nobody needs the batch, what steps made of it, or their way back
 */
public record Batch(
    Encoding encoding,
    int rows,
    double[] x,
    double[] g,
    double[] weights,
    int[] sources,
    Alternatives alternatives,
    long draw,
    Arena arena) {

  /** The batch of these records as the mixture sees them, before any step. */
  public static Batch of(
      Arena arena, Encoding encoding, List<Cells> records, int detectors, int repairs) {
    return of(arena, encoding, records, detectors, repairs, false);
  }

  /**
   * The batch of these records, before any step.
   *
   * @param all with the cells and the repairs that are there for other arms than the mixture, too
   */
  public static Batch of(
      Arena arena,
      Encoding encoding,
      List<Cells> records,
      int detectors,
      int repairs,
      boolean all) {
    int rows = records.size();
    double[] x = arena.zeros(rows * encoding.width());
    int[] sources = new int[rows];
    int count = 0;
    for (Cells cells : records) {
      count += all ? cells.suspects().count() : cells.suspects().seen();
    }
    Alternatives alternatives =
        new Alternatives(
            count,
            detectors,
            repairs,
            new int[count],
            new int[count],
            new boolean[count],
            new boolean[count],
            new float[count * detectors],
            new float[count * Scores.COUNT],
            new int[count * repairs],
            arena.zeros(count * repairs));
    int k = 0;
    for (int i = 0; i < rows; i++) {
      Cells cells = records.get(i);
      sources[i] = cells.envelope().source();
      float[] base = cells.base();
      for (int c = 0; c < base.length; c++) {
        put(encoding, x, i, c, base[c]);
      }
      int suspects = all ? cells.suspects().count() : cells.suspects().seen();
      for (int s = 0; s < suspects; s++) {
        alternatives.rescued()[k] = cells.isRescued(s);
        add(encoding, x, alternatives, k++, i, cells.suspects(), s, all);
      }
    }
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    double[] g = arena.zeros(rows * encoding.columns().size());
    return new Batch(encoding, rows, x, g, weights, sources, alternatives, 0, arena);
  }

  /** Encodes one cell into zeros of {@code x}: its z value, or a 1 at its position. */
  private static void put(Encoding encoding, double[] x, int row, int column, float cell) {
    int at = row * encoding.width() + encoding.offsets()[column];
    if (Float.isNaN(cell)) {
      return;
    }
    if (encoding.isNumeric(column)) {
      x[at] = cell;
    } else {
      x[at + (int) cell] = 1;
    }
  }

  private static void add(
      Encoding encoding,
      double[] x,
      Alternatives to,
      int k,
      int row,
      Cells.Suspects suspects,
      int s,
      boolean all) {
    int column = suspects.columns()[s];
    int detectors = to.detectors();
    int repairs = to.repairs();
    to.row()[k] = row;
    to.column()[k] = column;
    to.forced()[k] = Float.isNaN(suspects.kept()[s]);
    int at = row * encoding.width() + encoding.offsets()[column];
    Arrays.fill(x, at, at + encoding.size(column), 0);
    put(encoding, x, row, column, suspects.kept()[s]);
    System.arraycopy(
        suspects.suspicions(), s * detectors, to.suspicion(), k * detectors, detectors);
    System.arraycopy(
        suspects.scores(), s * Scores.COUNT, to.scores(), k * Scores.COUNT, Scores.COUNT);
    boolean numeric = encoding.isNumeric(column);
    float[] candidates = suspects.candidates();
    int[] position = to.position();
    double[] value = to.value();
    for (int r = 0; r < repairs; r++) {
      float candidate = candidates[s * repairs + r];
      int slot = k * repairs + r;
      if (Float.isNaN(candidate) || (!all && suspects.isWithheld(r))) {
        value[slot] = Double.NaN;
      } else if (numeric) {
        value[slot] = candidate;
      } else {
        position[slot] = (int) candidate;
        value[slot] = candidate < 0 ? 0 : 1;
      }
    }
  }

  public Batch withCells(double[] x, Alternatives alternatives) {
    return new Batch(encoding, rows, x, g, weights, sources, alternatives, draw, arena);
  }

  public Batch withGates(double[] g) {
    return new Batch(encoding, rows, x, g, weights, sources, alternatives, draw, arena);
  }

  public Batch withWeights(double[] weights) {
    return new Batch(encoding, rows, x, g, weights, sources, alternatives, draw, arena);
  }

  public Batch withDraw(long draw) {
    return new Batch(encoding, rows, x, g, weights, sources, alternatives, draw, arena);
  }

  /** Index in x of a column of a row. */
  public int at(int row, int column) {
    return row * encoding.width() + encoding.offsets()[column];
  }
}
