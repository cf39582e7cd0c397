package io.diffluent.core.evaluate;

import io.diffluent.core.record.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Prequential error of one arm: over the whole stream and over tumbling windows. */
public final class Prequential {

  private final Task task;
  private final int classes;
  private final int windowSize;
  private final Metrics all;
  private Metrics open;
  private Metrics window;

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

  /** Counts a record; returns its loss: squared error, or log loss. */
  public double add(double label, float[] output) {
    double loss = all.add(label, output);
    open.add(label, output);
    // More where the window was larger before an upgrade.
    if (open.count() >= windowSize) {
      window = open;
      open = fresh();
    }
    return loss;
  }

  public Metrics all() {
    return all;
  }

  /** The last full window, or the open one while there is none. */
  public Metrics window() {
    return window.count() > 0 ? window : open;
  }

  private Metrics fresh() {
    return new Metrics(task, classes);
  }

  public void write(DataOutput out) throws IOException {
    all.write(out);
    open.write(out);
    window.write(out);
  }

  /**
   * @param version of the learner's state; before version 4 there was a decayed error as well
   */
  public void read(DataInput in, int version) throws IOException {
    all.read(in);
    open.read(in);
    window.read(in);
    if (version < 4) {
      in.readDouble();
      in.readDouble();
    }
  }
}
