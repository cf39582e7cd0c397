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

  /** Counts a label, after its record has been scored (Welford's update). */
  void observe(double value) {
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
