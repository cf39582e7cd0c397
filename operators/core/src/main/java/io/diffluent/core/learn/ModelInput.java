package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where everything lies in a row of the model's input: {@code [x ; g ; lags]}, the encoded cells,
 * how much each column's cell was repaired, and the labels that had arrived before the record.
 *
 * @param encoding layout of x and g
 * @param lags how many labels
 * @param lagSize numbers per label: one for a number or two classes, else one per class
 */
record ModelInput(Encoding encoding, int lags, int lagSize) {

  static ModelInput of(Encoding encoding, Label label, int lags) {
    return new ModelInput(encoding, lags, label.task() == Task.MULTICLASS ? label.classes() : 1);
  }

  /** Numbers per row. */
  int size() {
    return encoding.inputs() + lagInputs();
  }

  /** Numbers per row that are past labels. */
  int lagInputs() {
    return lags * lagSize;
  }

  /** Inputs whose first-layer weights start at 0. */
  Set<Integer> quiet() {
    return encoding.gateInputs();
  }

  /** Writes the rows of a batch from {@code at} on, every number of them. */
  void write(Batch batch, List<Example> examples, float[] inputs, int at) {
    int width = encoding.width();
    int columns = encoding.columns().size();
    for (int i = 0; i < batch.rows(); i++) {
      int row = at + i * size();
      for (int j = 0; j < width; j++) {
        inputs[row + j] = (float) batch.x()[i * width + j];
      }
      for (int c = 0; c < columns; c++) {
        inputs[row + width + c] = (float) batch.g()[i * columns + c];
      }
      float[] past = examples.get(i).lags();
      int lagsAt = row + width + columns;
      System.arraycopy(past, 0, inputs, lagsAt, past.length);
      Arrays.fill(inputs, lagsAt + past.length, row + size(), 0);
    }
  }

  /**
   * The way back of {@link #write}: the model's input gradient as the gradient of a batch. Weights
   * get none: they learn by look-ahead, never from the loss of their own batch.
   */
  BatchGradient gradient(Batch batch, float[] byInputs, int at) {
    int width = encoding.width();
    int columns = encoding.columns().size();
    double[] dx = batch.arena().array(batch.rows() * width);
    double[] dg = batch.arena().array(batch.rows() * columns);
    for (int i = 0; i < batch.rows(); i++) {
      int row = at + i * size();
      for (int j = 0; j < width; j++) {
        dx[i * width + j] = byInputs[row + j];
      }
      for (int c = 0; c < columns; c++) {
        dg[i * columns + c] = byInputs[row + width + c];
      }
    }
    return new BatchGradient(
        dx, dg, new double[batch.rows()], batch.arena().zeros(batch.alternatives().value().length));
  }
}
