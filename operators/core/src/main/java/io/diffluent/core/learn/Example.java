package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;

/**
 * A record with its label read, and the units of labels that were known when it arrived.
 *
 * @param cells the cells that were scored are the cells that are learned
 * @param label the number or class index; NaN if there is none
 * @param units what the labels before this one say of an output
 * @param lags the labels that had arrived before it, as model inputs; see {@link ModelInput}
 */
public record Example(Cells cells, double label, LabelUnits units, float[] lags) {

  public boolean isLabelled() {
    return !Double.isNaN(label);
  }

  /** The same record, now that its label is known. */
  Example labelled(double value) {
    return new Example(cells, value, units, lags);
  }

  Example forLearning() {
    return new Example(cells.forLearning(), label, units, lags);
  }
}
