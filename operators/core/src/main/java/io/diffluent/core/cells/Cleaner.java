package io.diffluent.core.cells;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.detect.Detector;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.repair.Evidence;
import io.diffluent.core.repair.Repair;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.stats.Reading;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.core.stats.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * From a record to its cells and their alternatives, with the statistics of one model key.
 *
 * <p>Every detector looks at every cell; repairs are computed for suspect cells only, so a clean
 * record costs little. A cell that the mixture would not touch with its weights of this moment is
 * no suspect, whatever the detectors say: what it could be replaced by is never asked. The record
 * is counted after it has been encoded.
 */
public final class Cleaner {

  /** From this suspicion on a cell is no evidence for its neighbours. */
  private static final double UNTRUSTED = 0.5;

  private final List<Column> columns;
  private final Detector[] detectors;
  private final Repair[] repairs;
  private final int learned;
  private final int neighbours;
  private final TableStatistics statistics;
  private final CellView cell;
  private final float[] suspicions;
  private final float[] scores;
  private final boolean[] trusted;

  /** Columns of the suspect cells of a record, and of those that only another arm needs. */
  private final int[] suspect;

  private final int[] flagged;

  public Cleaner(Schema schema, CleanerConfig config, TableStatistics statistics) {
    this.columns = schema.columns();
    this.detectors = config.detectors().stream().map(Detectors::named).toArray(Detector[]::new);
    this.repairs = config.repairs().stream().map(Repairs::named).toArray(Repair[]::new);
    this.learned = config.detectors().indexOf(Detectors.LEARNED);
    this.neighbours = config.neighbours();
    this.statistics = statistics;
    this.cell = new CellView(statistics);
    this.suspicions = new float[columns.size() * detectors.length];
    this.scores = new float[columns.size() * Scores.COUNT];
    this.trusted = new boolean[columns.size()];
    this.suspect = new int[columns.size()];
    this.flagged = new int[columns.size()];
  }

  public TableStatistics statistics() {
    return statistics;
  }

  /** Encodes the record with all alternatives, then counts it. */
  public Cells clean(Record record) {
    return clean(record, Demand.all(repairs.length), true);
  }

  /**
   * Encodes the record, then counts it.
   *
   * @param demand the alternatives that are worth their cost
   * @param counts whether the record becomes part of the past
   */
  public Cells clean(Record record, Demand demand, boolean counts) {
    Row row = record.row();
    Reading reading = statistics.read(row);
    cell.open(reading, statistics.regress(reading.encoded()));
    float[] base = base(reading);
    Cells.Suspects suspects = suspects(base, reading.encoded(), demand);
    Cells cells =
        new Cells(
            record.envelope(),
            record.label(),
            base,
            suspects,
            record.clean() == null ? null : base(statistics.read(record.clean())),
            suspects.count() == 0 ? null : display(row, suspects));
    if (counts) {
      statistics.observe(reading);
    }
    return cells;
  }

  /** The cells without cleaning: only well-formed numbers and known categories. */
  private float[] base(Reading reading) {
    float[] base = new float[columns.size()];
    for (int c = 0; c < base.length; c++) {
      boolean numeric = columns.get(c).isNumeric();
      base[c] = numeric ? (float) reading.encoded()[c] : position(reading.entries()[c]);
    }
    return base;
  }

  /** Finds the suspect cells, then asks for what could stand in them. */
  private Cells.Suspects suspects(float[] base, double[] encoded, Demand demand) {
    int suspects = 0;
    int others = 0;
    for (int c = 0; c < columns.size(); c++) {
      cell.moveTo(c, columns.get(c));
      boolean isSuspicious = detect(c);
      float kept = kept();
      if (!isSuspicious && !Float.isNaN(kept)) {
        continue;
      }
      Scores.of(cell, scores, c * Scores.COUNT);
      int at = c * detectors.length;
      // What is not kept as it came is shown to the mixture even where it would change nothing.
      if (kept != base[c] || demand.isSuspect(c, suspicions, at, scores, c * Scores.COUNT)) {
        suspect[suspects++] = c;
      } else if (demand.isFlagged(suspicions, at)) {
        flagged[others++] = c;
      }
    }
    for (int k = 0; k < others; k++) {
      int c = flagged[k];
      suspect[suspects + k] = c;
      Arrays.fill(scores, c * Scores.COUNT, (c + 1) * Scores.COUNT, Float.NaN);
    }
    return suspects + others == 0
        ? Cells.Suspects.NONE
        : propose(suspects + others, encoded, demand);
  }

  /** Whether some detector gives the cell more than 0; it is trusted if none is sure. */
  private boolean detect(int c) {
    boolean isSuspicious = false;
    trusted[c] = !Float.isNaN(kept());
    for (int d = 0; d < detectors.length; d++) {
      double suspicion = detectors[d].suspicion(cell);
      suspicions[c * detectors.length + d] = (float) suspicion;
      isSuspicious |= suspicion > 0;
      trusted[c] &= suspicion < UNTRUSTED || d == learned;
    }
    return isSuspicious;
  }

  /** What stays when nothing is repaired; NaN if there is nothing to keep. */
  private float kept() {
    if (cell.isEmpty()) {
      return Float.NaN;
    }
    return cell.isNumeric() ? (float) cell.z() : position(cell.entry());
  }

  private Cells.Suspects propose(int found, double[] encoded, Demand demand) {
    int d = detectors.length;
    float[] kept = new float[found];
    float[] suspicion = new float[found * d];
    float[] score = new float[found * Scores.COUNT];
    float[] candidates = new float[found * repairs.length];
    Evidence evidence = new Evidence(statistics, encoded, trusted, neighbours);
    for (int k = 0; k < found; k++) {
      int c = suspect[k];
      cell.moveTo(c, columns.get(c));
      kept[k] = kept();
      System.arraycopy(suspicions, c * d, suspicion, k * d, d);
      System.arraycopy(scores, c * Scores.COUNT, score, k * Scores.COUNT, Scores.COUNT);
      for (int r = 0; r < repairs.length; r++) {
        candidates[k * repairs.length + r] =
            demand.computed()[r] ? (float) repairs[r].propose(cell, evidence) : Float.NaN;
      }
    }
    int[] at = Arrays.copyOf(suspect, found);
    return new Cells.Suspects(at, kept, suspicion, score, candidates, demand.withheld());
  }

  private Cells.Display display(Row row, Cells.Suspects suspects) {
    int n = suspects.count();
    double[] numbers = new double[n];
    String[] texts = new String[n];
    double[] centre = new double[n];
    double[] scale = new double[n];
    String[] names = new String[n * repairs.length];
    for (int k = 0; k < n; k++) {
      int c = suspects.columns()[k];
      numbers[k] = row.numbers()[c];
      texts[k] = row.texts()[c];
      if (columns.get(c).isNumeric()) {
        centre[k] = statistics.units(c).centre();
        scale[k] = statistics.units(c).scale();
        continue;
      }
      centre[k] = Double.NaN;
      for (int r = k * repairs.length; r < (k + 1) * repairs.length; r++) {
        float position = suspects.candidates()[r];
        names[r] = position >= 0 ? statistics.vocabulary(c).valueAt((int) position) : null;
      }
    }
    return new Cells.Display(new Row(numbers, texts), centre, scale, names);
  }

  private static float position(Vocabulary.Entry entry) {
    return entry == null || entry.position() == Vocabulary.UNKNOWN ? Float.NaN : entry.position();
  }
}
