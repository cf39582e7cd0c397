package io.diffluent.core.learn;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.stats.NumericUnits;
import java.util.Arrays;
import java.util.List;

/** What an arm sees of the cells before its steps. */
sealed interface ArmView {

  Batch of(Arena arena, Encoding encoding, List<Cells> records);

  /**
   * The alternatives of the suspect cells: something to choose from.
   *
   * @param all also what the mixture does not see
   */
  record Open(int detectors, int repairs, boolean all) implements ArmView {
    @Override
    public Batch of(Arena arena, Encoding encoding, List<Cells> records) {
      return Batch.of(arena, encoding, records, detectors, repairs, all);
    }
  }

  /** The cells as they came, not even cut; a missing one is 0 and says so. */
  record AsTheyCame() implements ArmView {
    @Override
    public Batch of(Arena arena, Encoding encoding, List<Cells> records) {
      return plain(arena, encoding, records, Cells::base);
    }
  }

  /** The cells without injected errors where a polluter knows them, else as they came. */
  record Truth() implements ArmView {
    @Override
    public Batch of(Arena arena, Encoding encoding, List<Cells> records) {
      return plain(
          arena, encoding, records, cells -> cells.truth() == null ? cells.base() : cells.truth());
    }
  }

  /**
   * A fixed pipeline: cells that one detector flags (from one half on) are replaced by one repair.
   * A cell with nothing to keep is always replaced; where the repair abstains, the cell stays. Its
   * model is told what was replaced, and of numbers that stood inside a text, as the mixture's is.
   */
  record Fixed(int detector, int repair, int detectors, int repairs) implements ArmView {

    /** From this suspicion on a detector flags a cell. */
    static final float FLAGGED = 0.5f;

    @Override
    public Batch of(Arena arena, Encoding encoding, List<Cells> records) {
      Rows rows = new Rows(arena, encoding, records);
      for (int i = 0; i < records.size(); i++) {
        Cells cells = records.get(i);
        for (int c = 0; c < cells.base().length; c++) {
          rows.put(i, c, clip(encoding, c, cells.base()[c]));
        }
        replace(encoding, rows, i, cells);
      }
      return rows.batch();
    }

    private void replace(Encoding encoding, Rows rows, int i, Cells cells) {
      Cells.Suspects suspects = cells.suspects();
      for (int k = 0; k < suspects.count(); k++) {
        int column = suspects.columns()[k];
        float kept = suspects.kept()[k];
        boolean flagged =
            Float.isNaN(kept) || suspects.suspicions()[k * detectors + detector] >= FLAGGED;
        float candidate = suspects.candidates()[k * repairs + repair];
        float cell = flagged && !Float.isNaN(candidate) ? candidate : kept;
        rows.clear(i, column);
        rows.put(i, column, clip(encoding, column, cell));
        rows.gate(i, column, flagged || cells.isRescued(k));
      }
    }

    private static float clip(Encoding encoding, int column, float cell) {
      return encoding.isNumeric(column) ? (float) NumericUnits.cut(cell) : cell;
    }
  }

  /** The cells of a record that a view shows. */
  @FunctionalInterface
  interface Showing {
    float[] of(Cells cells);
  }

  private static Batch plain(Arena arena, Encoding encoding, List<Cells> records, Showing showing) {
    Rows rows = new Rows(arena, encoding, records);
    for (int i = 0; i < records.size(); i++) {
      float[] view = showing.of(records.get(i));
      for (int c = 0; c < view.length; c++) {
        rows.put(i, c, view[c]);
        rows.gate(i, c, Float.isNaN(view[c]));
      }
    }
    return rows.batch();
  }

  /** A batch under construction, with no alternatives left. */
  final class Rows {
    private final Arena arena;
    private final Encoding encoding;
    private final List<Cells> records;
    private final double[] x;
    private final double[] g;

    private Rows(Arena arena, Encoding encoding, List<Cells> records) {
      this.arena = arena;
      this.encoding = encoding;
      this.records = records;
      this.x = arena.zeros(records.size() * encoding.width());
      this.g = arena.zeros(records.size() * encoding.columns().size());
    }

    private int at(int row, int column) {
      return row * encoding.width() + encoding.offsets()[column];
    }

    private void put(int row, int column, float cell) {
      if (encoding.isNumeric(column)) {
        x[at(row, column)] = Float.isNaN(cell) ? 0 : cell;
      } else if (cell >= 0) {
        x[at(row, column) + (int) cell] = 1;
      }
    }

    private void clear(int row, int column) {
      Arrays.fill(x, at(row, column), at(row, column) + encoding.size(column), 0);
    }

    private void gate(int row, int column, boolean repaired) {
      g[row * encoding.columns().size() + column] = repaired ? 1 : 0;
    }

    private Batch batch() {
      double[] weights = new double[records.size()];
      Arrays.fill(weights, 1);
      int[] sources = records.stream().mapToInt(cells -> cells.envelope().source()).toArray();
      return new Batch(
          encoding, records.size(), x, g, weights, sources, Alternatives.NONE, 0, arena);
    }
  }
}
