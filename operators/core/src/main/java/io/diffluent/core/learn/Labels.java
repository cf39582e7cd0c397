package io.diffluent.core.learn;

import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known about the label: its running mean and standard deviation, or the classes in the
 * order in which they appeared.
 *
 * <p>Causal: a record is scored with the units of the labels before it.
 */
final class Labels {

  /** What is written for a label that is not there; no class is called so. */
  private static final Set<String> NO_LABEL = Set.of("", "?", "na", "n/a", "nan", "null");

  /** Labels after which their units can be believed. */
  private static final long ENOUGH = 32;

  /** Standard deviations beyond which a label is not counted in full. */
  private static final double BOUND = 20;

  /** Standard deviations beyond which a label is none. */
  private static final double IMPLAUSIBLE = 100;

  private final Label label;
  private final List<String> classes = new ArrayList<>();
  private long count;
  private double mean;
  private double squares;

  Labels(Label label) {
    this.label = label;
  }

  /** Reads a label; NaN if there is none, it is no finite number, or one class too many. */
  double read(String text) {
    if (text == null || NO_LABEL.contains(text.trim().toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    if (label.task() == Task.REGRESSION) {
      return number(text);
    }
    int index = classes.indexOf(text);
    if (index < 0 && classes.size() < label.classes()) {
      index = classes.size();
      classes.add(text);
    }
    return index < 0 ? Double.NaN : index;
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text.trim());
      return Math.abs(number) <= Float.MAX_VALUE ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * A number that no label of this stream can be, as far as is known: a broken source, not a label.
   */
  boolean isImplausible(double value) {
    return label.task() == Task.REGRESSION
        && count >= ENOUGH
        && Math.abs(value - mean) > IMPLAUSIBLE * deviation();
  }

  /**
   * Counts a label, after its record has been scored (Welford's update). One label moves the units
   * by a bounded step only; a lasting change of scale is followed within some dozens of labels.
   */
  void observe(double label) {
    double far = count >= ENOUGH ? BOUND * deviation() : Double.POSITIVE_INFINITY;
    double value = Math.max(mean - far, Math.min(mean + far, label));
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }

  double mean() {
    return label.task() == Task.REGRESSION ? mean : 0;
  }

  double deviation() {
    if (label.task() != Task.REGRESSION || count < 2 || !(squares > 0)) {
      return 1;
    }
    return Math.sqrt(squares / count);
  }

  /** What the model is trained on: standard units, or the class index. */
  double target(double value) {
    return (value - mean()) / deviation();
  }

  List<String> classes() {
    return classes;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
    out.writeInt(classes.size());
    for (String name : classes) {
      out.writeUTF(name);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    mean = in.readDouble();
    squares = in.readDouble();
    int n = in.readInt();
    if (n < 0 || n > label.classes()) {
      throw new IOException(n + " classes, at most " + label.classes() + " expected");
    }
    for (int i = 0; i < n; i++) {
      classes.add(in.readUTF());
    }
  }
}
