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
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.core.stats.Vocabulary;
import java.util.List;

/**
 * From a record to its cells and their alternatives, with the statistics of one model key.
 *
 * <p>Every detector looks at every cell; repairs are computed for suspect cells only, so a clean
 * record costs little. The record is counted after it has been encoded.
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
  private final double[] suspicions;
  private final boolean[] suspect;
  private final boolean[] trusted;

  public Cleaner(Schema schema, CleanerConfig config, TableStatistics statistics) {
    this.columns = schema.columns();
    this.detectors = config.detectors().stream().map(Detectors::named).toArray(Detector[]::new);
    this.repairs = config.repairs().stream().map(Repairs::named).toArray(Repair[]::new);
    this.learned = config.detectors().indexOf(Detectors.LEARNED);
    this.neighbours = config.neighbours();
    this.statistics = statistics;
    this.cell = new CellView(statistics);
    this.suspicions = new double[columns.size() * detectors.length];
    this.suspect = new boolean[columns.size()];
    this.trusted = new boolean[columns.size()];
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
    double[] encoded = statistics.encode(row);
    cell.open(row, encoded, statistics.regress(encoded));
    float[] base = base(row);
    int found = detect();
    Cells.Suspects suspects = found == 0 ? Cells.Suspects.NONE : suspects(found, encoded, demand);
    Cells cells =
        new Cells(
            record.envelope(),
            record.label(),
            base,
            suspects,
            record.clean() == null ? null : base(record.clean()),
            found == 0 ? null : display(row, suspects));
    if (counts) {
      statistics.observe(row);
    }
    return cells;
  }

  /** The cells without cleaning: only well-formed numbers and known categories. */
  private float[] base(Row row) {
    float[] base = new float[columns.size()];
    for (int c = 0; c < base.length; c++) {
      if (columns.get(c).isNumeric()) {
        base[c] = row.texts()[c] == null ? (float) statistics.z(row, c) : Float.NaN;
      } else {
        base[c] = position(statistics.vocabulary(c).find(row.texts()[c]));
      }
    }
    return base;
  }

  private int detect() {
    int found = 0;
    for (int c = 0; c < columns.size(); c++) {
      cell.moveTo(c, columns.get(c));
      suspect[c] = isAlwaysRepaired();
      trusted[c] = !suspect[c];
      for (int d = 0; d < detectors.length; d++) {
        double suspicion = detectors[d].suspicion(cell);
        suspicions[c * detectors.length + d] = suspicion;
        suspect[c] |= suspicion > 0;
        trusted[c] &= suspicion < UNTRUSTED || d == learned;
      }
      found += suspect[c] ? 1 : 0;
    }
    return found;
  }

  private boolean isAlwaysRepaired() {
    return Float.isNaN(kept());
  }

  /** What stays when nothing is repaired; NaN if there is nothing to keep. */
  private float kept() {
    if (cell.isEmpty()) {
      return Float.NaN;
    }
    return cell.isNumeric() ? (float) cell.z() : position(cell.entry());
  }

  private Cells.Suspects suspects(int found, double[] encoded, Demand demand) {
    int[] at = new int[found];
    float[] kept = new float[found];
    float[] suspicion = new float[found * detectors.length];
    float[] scores = new float[found * Scores.COUNT];
    float[] candidates = new float[found * repairs.length];
    Evidence evidence = new Evidence(statistics, encoded, trusted, neighbours);
    int k = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (!suspect[c]) {
        continue;
      }
      cell.moveTo(c, columns.get(c));
      at[k] = c;
      kept[k] = kept();
      for (int d = 0; d < detectors.length; d++) {
        suspicion[k * detectors.length + d] = (float) suspicions[c * detectors.length + d];
      }
      Scores.of(cell, scores, k * Scores.COUNT);
      for (int r = 0; r < repairs.length; r++) {
        candidates[k * repairs.length + r] =
            demand.computed()[r] ? (float) repairs[r].propose(cell, evidence) : Float.NaN;
      }
      k++;
    }
    return new Cells.Suspects(at, kept, suspicion, scores, candidates, demand.withheld());
  }

  private Cells.Display display(Row row, Cells.Suspects suspects) {
    int n = suspects.count();
    String[] raw = new String[n];
    double[] centre = new double[n];
    double[] scale = new double[n];
    String[] names = new String[n * repairs.length];
    for (int k = 0; k < n; k++) {
      int c = suspects.columns()[k];
      raw[k] = row.raw(c);
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
    return new Cells.Display(raw, centre, scale, names);
  }

  private static float position(Vocabulary.Entry entry) {
    return entry == null || entry.position() == Vocabulary.UNKNOWN ? Float.NaN : entry.position();
  }
}
