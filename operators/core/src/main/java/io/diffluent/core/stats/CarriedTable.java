package io.diffluent.core.stats;

import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;

/**
 * The past of a table as that of a table with other columns: what is known about a column goes with
 * it, rows are missing what is new, and what joins columns is fitted to these rows again.
 */
final class CarriedTable {

  private CarriedTable() {}

  static TableStatistics of(TableStatistics old, Schema schema, Limits limits, int[] from) {
    TableStatistics now = new TableStatistics(schema, limits, old.kernel, old.random);
    now.count = old.count;
    for (int c = 0; c < from.length; c++) {
      if (from[c] >= 0) {
        now.units[c] = old.units[from[c]];
        now.vocabularies[c] = old.vocabularies[from[c]];
        now.numbers[c] = old.numbers[from[c]];
        now.categories[c] = old.categories[from[c]];
        now.runs[c] = old.runs[from[c]];
      }
    }
    for (double[] row : old.reservoir.rows()) {
      double[] carried = pick(row, from);
      now.reservoir.offer(carried, now.random);
      if (now.regression != null) {
        now.regression.observe(standard(now, carried));
      }
    }
    now.refresh(true, now.reservoir.rows().size());
    return now;
  }

  /** The numbers of a stored row in z units, 0 where one is missing. */
  private static double[] standard(TableStatistics table, double[] stored) {
    double[] z = new double[table.numerics];
    for (int c = 0; c < stored.length; c++) {
      if (table.numericIndex[c] >= 0 && !Double.isNaN(stored[c])) {
        z[table.numericIndex[c]] = table.units[c].z(stored[c]);
      }
    }
    return z;
  }

  private static double[] pick(double[] row, int[] from) {
    double[] picked = new double[from.length];
    for (int c = 0; c < from.length; c++) {
      picked[c] = from[c] < 0 ? Double.NaN : row[from[c]];
    }
    return picked;
  }
}
