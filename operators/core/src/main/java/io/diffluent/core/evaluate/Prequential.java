package io.diffluent.core.evaluate;

import io.diffluent.core.record.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Prequential error of one arm: over the whole stream, over tumbling windows, and decayed.
 *
 * <p>The decayed error forgets with a time constant of {@link #MEMORY} records; it is what the
 * guard compares.
 */
public final class Prequential {

  /** Records after which the decayed error has forgotten about two thirds. */
  public static final int MEMORY = 2000;

  /**
   * Records that the decayed error leaves out: the large errors of a model that knows nothing yet.
   */
  public static final int START_UP = 500;

  private final Task task;
  private final int classes;
  private final int windowSize;
  private final Metrics all;
  private Metrics open;
  private Metrics window;
  private double decayed;
  private double decayedWeight;

  /**
   * @param windowSize records of one window
   */
  public Prequential(Task task, int classes, int windowSize) {
    this.task = task;
    this.classes = classes;
    this.windowSize = windowSize;
    this.all = fresh();
    this.open = fresh();
    this.window = fresh();
  }

  public void add(double label, float[] output) {
    double loss = all.add(label, output);
    open.add(label, output);
    if (open.count() == windowSize) {
      window = open;
      open = fresh();
    }
    if (all.count() <= START_UP) {
      return;
    }
    double forget = 1.0 / MEMORY;
    decayed = (1 - forget) * decayed + forget * loss;
    decayedWeight = (1 - forget) * decayedWeight + forget;
  }

  public Metrics all() {
    return all;
  }

  /** The last full window, or the open one while there is none. */
  public Metrics window() {
    return window.count() > 0 ? window : open;
  }

  /** Decayed error: root mean squared error, or log loss. */
  public double decayedError() {
    double loss = decayedWeight == 0 ? Double.NaN : decayed / decayedWeight;
    return task == Task.REGRESSION ? Math.sqrt(loss) : loss;
  }

  private Metrics fresh() {
    return new Metrics(task, classes);
  }

  public void write(DataOutput out) throws IOException {
    all.write(out);
    open.write(out);
    window.write(out);
    out.writeDouble(decayed);
    out.writeDouble(decayedWeight);
  }

  public void read(DataInput in) throws IOException {
    all.read(in);
    open.read(in);
    window.read(in);
    decayed = in.readDouble();
    decayedWeight = in.readDouble();
  }
}
