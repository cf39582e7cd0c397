package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.model.Model;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Carries what was learned over to a pipeline with other columns or sources.
 *
 * <p>Law: a model that has lost nothing answers as before, whatever is new: the weights of new
 * inputs start at 0. A column of another type or size is another column.
 *
 * @param columns for each column of today its place in the state, or -1
 * @param oldColumns columns of the state
 * @param sources for each source of the state its place today, or -1
 * @param inputs for each input of today's model its place in the state, or -1
 * @param before inputs of the state's model
 */
record Carry(int[] columns, int oldColumns, int[] sources, int[] inputs, int before) {

  /** Nowhere: larger than any place, so that what came from there is forgotten. */
  private static final int GONE = Integer.MAX_VALUE;

  static Carry of(StateLayout before, StateLayout now) {
    int[] columns = now.columns().stream().mapToInt(before.columns()::indexOf).toArray();
    int[] sources = before.sources().stream().mapToInt(now.sources()::indexOf).toArray();
    Map<String, Integer> old = new HashMap<>();
    for (String input : inputs(before)) {
      old.put(input, old.size());
    }
    return new Carry(
        columns,
        before.columns().size(),
        sources,
        inputs(now).stream().mapToInt(input -> old.getOrDefault(input, -1)).toArray(),
        old.size());
  }

  /** A name for every input of the model; see {@link ModelInput}. */
  private static List<String> inputs(StateLayout layout) {
    Schema schema = layout.schema();
    ModelInput input = ModelInput.of(Encoding.of(schema), schema.label(), layout.lags());
    List<String> names = new ArrayList<>();
    for (Column column : schema.columns()) {
      for (int k = 0; k < column.size(); k++) {
        names.add("x " + k + " " + column);
      }
    }
    for (Column column : schema.columns()) {
      names.add("g " + column);
    }
    for (int k = 0; k < input.lagInputs(); k++) {
      names.add("lag " + k);
    }
    return names;
  }

  /**
   * The parameters and moments for today's inputs.
   *
   * @param fresh of a model of today's shape
   * @param units of the first layer, whose weights come first, input by input; 0 if nobody knows
   */
  Model.Snapshot snapshot(Model.Snapshot old, Model.Snapshot fresh, int arms, int units)
      throws IOException {
    if (keepsInputs()) {
      return old; // only sources have come or gone
    }
    if (units == 0) {
      throw new IOException(
          "the pipeline's columns have changed, and a model of one's own cannot be carried over."
              + " Set the columns back, give the pipeline another name, or start without the state");
    }
    float[][] moments = new float[old.moments().length][];
    for (int m = 0; m < moments.length; m++) {
      moments[m] = carried(old.moments()[m], fresh.parameters().length / arms, arms, units);
    }
    float[] parameters = carried(old.parameters(), fresh.parameters().length / arms, arms, units);
    return new Model.Snapshot(parameters, moments, old.steps());
  }

  private boolean keepsInputs() {
    return Arrays.equals(inputs, IntStream.range(0, before).toArray());
  }

  private float[] carried(float[] old, int size, int arms, int units) throws IOException {
    int oldSize = size + (before - inputs.length) * units;
    if (old.length != oldSize * arms) {
      throw new IOException(
          old.length + " parameters of " + arms + " arms, " + oldSize + " of each expected");
    }
    float[] now = new float[size * arms];
    for (int arm = 0; arm < arms; arm++) {
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] >= 0) {
          int from = arm * oldSize + inputs[i] * units;
          System.arraycopy(old, from, now, arm * size + i * units, units);
        }
      }
      int first = inputs.length * units;
      System.arraycopy(old, arm * oldSize + before * units, now, arm * size + first, size - first);
    }
    return now;
  }

  Example example(Example old) throws IOException {
    Cells cells = old.cells();
    int n = cells.base().length;
    if (n != oldColumns || cells.truth() != null && cells.truth().length != n) {
      throw new IOException(n + " cells of a kept example, " + oldColumns + " expected");
    }
    return new Example(cells(old.cells()), old.label(), old.units(), old.lags());
  }

  private Cells cells(Cells old) {
    Envelope envelope = old.envelope();
    int was = envelope.source();
    int source = was < 0 ? was : was < sources.length && sources[was] >= 0 ? sources[was] : GONE;
    return new Cells(
        new Envelope(
            envelope.origin(),
            envelope.timestamp(),
            source,
            envelope.event(),
            envelope.model(),
            envelope.key(),
            envelope.headers()),
        old.label(),
        cells(old.base()),
        suspects(old.suspects()),
        old.truth() == null ? null : cells(old.truth()),
        null);
  }

  /** A cell of a new column was missing. */
  private float[] cells(float[] old) {
    float[] cells = new float[columns.length];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = columns[c] < 0 ? Float.NaN : old[columns[c]];
    }
    return cells;
  }

  private Cells.Suspects suspects(Cells.Suspects old) {
    int n = old.count();
    int[] now = now();
    List<Integer> kept = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      if (now[old.columns()[k]] >= 0) {
        kept.add(k);
      }
    }
    // In today's order, and those that only another arm needs behind the others, as ever.
    int seen = old.seen();
    kept.sort(
        Comparator.comparing((Integer k) -> k >= seen)
            .thenComparing((Integer k) -> now[old.columns()[k]]));
    int[] places = kept.stream().mapToInt(k -> now[old.columns()[k]]).toArray();
    return new Cells.Suspects(
        places,
        rows(old.kept(), kept, n),
        rows(old.suspicions(), kept, n),
        rows(old.scores(), kept, n),
        rows(old.candidates(), kept, n),
        old.withheld());
  }

  /** For each column of the state its place today, or -1. */
  private int[] now() {
    int[] now = new int[oldColumns];
    Arrays.fill(now, -1);
    for (int c = 0; c < columns.length; c++) {
      if (columns[c] >= 0) {
        now[columns[c]] = c;
      }
    }
    return now;
  }

  private static float[] rows(float[] old, List<Integer> kept, int n) {
    int width = n == 0 ? 0 : old.length / n;
    float[] rows = new float[kept.size() * width];
    for (int i = 0; i < kept.size(); i++) {
      System.arraycopy(old, kept.get(i) * width, rows, i * width, width);
    }
    return rows;
  }

  /** What was counted by source. */
  long[] bySource(long[] old, int today) {
    long[] now = new long[today];
    for (int k = 0; k < Math.min(old.length, sources.length); k++) {
      if (sources[k] >= 0) {
        now[sources[k]] = old[k];
      }
    }
    return now;
  }
}
