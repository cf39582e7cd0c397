package io.diffluent.core.learn;

import io.diffluent.core.record.Label;
import io.diffluent.core.record.PlainNumber;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * What is known about the label: its running mean and standard deviation, the smallest and the
 * largest one, or the classes in the order in which they appeared.
 *
 * <p>Causal: a record is scored with the units of the labels before it.
 */
final class Labels {

  /** What is written for a label that is not there; no class is called so. */
  private static final Set<String> NO_LABEL = Set.of("", "?", "na", "n/a", "nan", "null");

  /**
   * Characters of all classes together. Every prediction names them all, and one that is larger
   * than a broker takes would stop the job, again after every restart.
   */
  private static final int ROOM = 96 << 10;

  /** Labels after which their units can be believed. */
  private static final long ENOUGH = 32;

  /** Standard deviations beyond which a label is not counted in full. */
  private static final double BOUND = 20;

  /** Standard deviations beyond which a label is none. */
  private static final double IMPLAUSIBLE = 100;

  /** Standard deviations beyond which a past label is cut as an input. */
  private static final double FAR = 4;

  private final Label label;
  private final List<String> classes = new ArrayList<>();
  private int room = ROOM;
  private long count;
  private double mean;
  private double squares;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /** The labels of regression until they are {@link #ENOUGH}. */
  private double[] first = new double[0];

  /** Whether the last label was one that is hard to believe. */
  private boolean isDoubted;

  /** The labels that arrived last, the youngest first; NaN before there were so many. */
  private final double[] latest;

  /**
   * @param lags how many past labels are remembered one by one
   */
  Labels(Label label, int lags) {
    this.label = label;
    this.latest = new double[lags];
    Arrays.fill(latest, Double.NaN);
  }

  /**
   * Reads a label; NaN if there is none, it is no finite number, or one class too many: the classes
   * are full, in number or in {@link #ROOM}.
   *
   * @param teaches whether a class that is new is remembered; it counts as the next one otherwise
   */
  double read(String text, boolean teaches) {
    if (text == null || NO_LABEL.contains(text.trim().toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    if (label.task() == Task.REGRESSION) {
      return number(text);
    }
    int index = classes.indexOf(text);
    if (index < 0 && classes.size() < label.classes() && text.length() <= room) {
      index = classes.size();
      if (teaches) {
        addClass(text);
      }
    }
    return index < 0 ? Double.NaN : index;
  }

  private void addClass(String text) {
    classes.add(text);
    room -= text.length();
  }

  private static double number(String text) {
    double number = PlainNumber.parse(text.trim());
    return Math.abs(number) <= Float.MAX_VALUE ? number : Double.NaN;
  }

  /**
   * A number that no label of this stream can be, as far as is known: a broken source, not a label.
   * Where all labels were alike nothing is known: claims, rain and sales begin with many zeros.
   */
  boolean isImplausible(double value) {
    return label.task() == Task.REGRESSION
        && isSettled()
        && Math.abs(value - mean) > IMPLAUSIBLE * deviation();
  }

  /**
   * Counts a label, after its record has been scored (Welford's update). One label moves the units
   * by a bounded step only: the first ones are looked at again once they are {@link #ENOUGH}.
   */
  void observe(double value) {
    isDoubted = false;
    follow(value);
  }

  /**
   * Takes notice of a label that is implausible. The units follow it only where the label before
   * was one as well: a broken source comes and goes, another scale comes to stay, and is followed
   * within some dozens of labels by a young key, later in proportion to what the key has seen.
   */
  void doubt(double value) {
    if (isDoubted) {
      follow(value);
    }
    isDoubted = true;
  }

  private void follow(double value) {
    double far = isSettled() ? BOUND * deviation() : Double.POSITIVE_INFINITY;
    count(Math.max(mean - far, Math.min(mean + far, value)));
    if (label.task() == Task.REGRESSION && count <= ENOUGH) {
      first = Arrays.copyOf(first, first.length + 1);
      first[first.length - 1] = value;
    }
    if (count == ENOUGH && first.length == ENOUGH) {
      believeMost();
    }
    first = count == ENOUGH ? new double[0] : first;
  }

  /** Whether there were enough labels to say how far they lie from each other. */
  private boolean isSettled() {
    return count >= ENOUGH && squares > 0;
  }

  private void count(double value) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }

  /** Takes those of the first labels back that are implausible beside the others. */
  private void believeMost() {
    double median = median(first);
    double spread =
        1.4826 * median(DoubleStream.of(first).map(x -> Math.abs(x - median)).toArray());
    double[] believed =
        DoubleStream.of(first)
            .filter(x -> !(spread > 0) || Math.abs(x - median) <= IMPLAUSIBLE * spread)
            .toArray();
    if (believed.length < first.length) {
      count = 0;
      mean = 0;
      squares = 0;
      low = Double.POSITIVE_INFINITY;
      high = Double.NEGATIVE_INFINITY;
      DoubleStream.of(believed).forEach(this::count);
      squares *= (double) ENOUGH / believed.length;
      count = ENOUGH;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Remembers a label that has arrived, as the latest one. */
  void remember(double label) {
    if (latest.length > 0) {
      System.arraycopy(latest, 0, latest, 1, latest.length - 1);
      latest[0] = label;
    }
  }

  /**
   * The latest labels as model inputs: standard units, -1 and 1 for two classes, one-hot for more;
   * 0 where there is none.
   *
   * @param size numbers per label
   */
  float[] lags(int size) {
    LabelUnits units = units();
    float[] lags = new float[latest.length * size];
    for (int i = 0; i < latest.length; i++) {
      if (Double.isNaN(latest[i])) {
        continue;
      }
      switch (label.task()) {
        case REGRESSION -> lags[i] = (float) Math.max(-FAR, Math.min(FAR, units.target(latest[i])));
        case BINARY -> lags[i] = latest[i] > 0 ? 1 : -1;
        case MULTICLASS -> lags[i * size + (int) latest[i]] = 1;
      }
    }
    return lags;
  }

  /** The units for a record that arrives now. */
  LabelUnits units() {
    if (label.task() != Task.REGRESSION) {
      return LabelUnits.NONE;
    }
    return isSettled()
        ? new LabelUnits(mean, deviation(), low, high)
        : LabelUnits.unbounded(mean, deviation());
  }

  /** Takes the bounds from labels that are remembered: a state may be older than bounds are. */
  void boundBy(List<Example> examples) {
    low = examples.stream().mapToDouble(Example::label).min().orElse(Double.NEGATIVE_INFINITY);
    high = examples.stream().mapToDouble(Example::label).max().orElse(Double.POSITIVE_INFINITY);
  }

  private double deviation() {
    return count < 2 || !(squares > 0) ? 1 : Math.sqrt(squares / count);
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
    Fields.write(latest, out);
    Fields.write(first, out);
    out.writeBoolean(isDoubted);
    out.writeDouble(low);
    out.writeDouble(high);
  }

  /**
   * @param version of the state that is read
   */
  void read(DataInput in, int version) throws IOException {
    count = in.readLong();
    mean = in.readDouble();
    squares = in.readDouble();
    if (!Double.isFinite(mean) || !(squares >= 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new IOException("labels with a mean of " + mean + ", squares of " + squares);
    }
    int n = in.readInt();
    if (n < 0 || n > label.classes()) {
      throw new IOException(n + " classes, at most " + label.classes() + " expected");
    }
    for (int i = 0; i < n; i++) {
      addClass(in.readUTF());
    }
    if (version > 1) {
      double[] stored = Fields.readDoubles(in);
      System.arraycopy(stored, 0, latest, 0, Math.min(stored.length, latest.length));
    }
    if (version > 4) {
      first = Fields.readDoubles(in);
      isDoubted = in.readBoolean();
      if (first.length > Math.min(count, ENOUGH - 1)) {
        throw new IOException(first.length + " of " + count + " labels are the first ones");
      }
    }
    if (version > 6) {
      low = in.readDouble();
      high = in.readDouble();
      if (Double.isNaN(low) || Double.isNaN(high) || count > 0 && low > high) {
        throw new IOException("labels between " + low + " and " + high);
      }
    }
  }
}
