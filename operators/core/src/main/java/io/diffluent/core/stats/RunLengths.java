package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long a column stays at one value: the lengths of its runs of equal cells, and how rarely one
 * gets as long as the present one.
 *
 * <pre>
 * surprise(n) = -ln( runs that reached length n / all runs )
 * </pre>
 *
 * <p>This is the persistence or flat-line test of measuring networks, with a limit that the column
 * sets itself: an hour never stays, a weekday stays for a day. Lengths are told apart at 1, 2, ...,
 * 8, 12, 16, 24, 32 and so on. In a column of numbers zero is often a state and no measurement (no
 * rain, night), so runs of zeros have counts of their own once there are {@link #ENOUGH}. A cell
 * without a value ends no run. Counts are halved when they are full, so that they forget.
 */
final class RunLengths {

  private static final int FULL = 4096;
  private static final int ENOUGH = 30;
  private static final int[] LENGTHS = lengths();

  /** Longer runs are not told apart. */
  private static final int LONGEST = LENGTHS[LENGTHS.length - 1] - 2;

  private final boolean zerosApart;
  private final int[] reached = new int[LENGTHS.length];
  private final int[] reachedByZeros = new int[LENGTHS.length];
  private double last = Double.NaN;
  private int length;

  /**
   * @param zerosApart whether the values are numbers, of which zero may be a state
   */
  RunLengths(boolean zerosApart) {
    this.zerosApart = zerosApart;
  }

  /** One by one up to 8, then two an octave, up to half a million. */
  private static int[] lengths() {
    int[] lengths = new int[40];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i < 8 ? i + 1 : i % 2 == 0 ? lengths[i - 1] / 2 * 3 : lengths[i - 1] / 3 * 4;
    }
    return lengths;
  }

  /** The place of the largest length that a run of n cells has reached. */
  private static int place(int n) {
    int place = Math.min(n, 8) - 1;
    while (place + 1 < LENGTHS.length && LENGTHS[place + 1] <= n) {
      place++;
    }
    return place;
  }

  /** How rarely a run gets as long as it would with this value: 0 for the first of a run or NaN. */
  double surprise(double value) {
    if (value != last) {
      return 0;
    }
    int n = length + 1;
    int place = place(n);
    boolean isZero = isZero(value);
    boolean amongZeros = isZero && reachedByZeros[0] >= ENOUGH;
    int[] runs = amongZeros ? reachedByZeros : reached;
    // The run itself is counted up to where it was, among those of its kind.
    boolean isCounted = isZero == amongZeros && LENGTHS[place] < n;
    int asLong = Math.max(1, runs[place] + (isCounted ? 0 : 1));
    int all = runs[0] + (isZero == amongZeros ? 0 : 1);
    return Math.max(0, Math.log((double) all / asLong));
  }

  private boolean isZero(double value) {
    return zerosApart && value == 0;
  }

  /**
   * Counts the next record's value.
   *
   * @param value NaN if there is none
   */
  void observe(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    length = value == last ? Math.min(length + 1, LONGEST) : 1;
    last = value;
    int[] runs = isZero(value) ? reachedByZeros : reached;
    int place = place(length);
    if (LENGTHS[place] == length && ++runs[place] >= FULL) {
      halve(runs);
    }
  }

  private static void halve(int[] runs) {
    for (int i = 0; i < runs.length; i++) {
      runs[i] /= 2;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(last);
    out.writeInt(length);
    write(reached, out);
    write(reachedByZeros, out);
  }

  /** Few runs are long. */
  private static void write(int[] runs, DataOutput out) throws IOException {
    int n = 0;
    while (n < runs.length && runs[n] > 0) {
      n++;
    }
    out.writeByte(n);
    for (int i = 0; i < n; i++) {
      out.writeInt(runs[i]);
    }
  }

  void read(DataInput in) throws IOException {
    last = in.readDouble();
    length = in.readInt();
    if (length < 0 || length > LONGEST || length == 0 != Double.isNaN(last)) {
      throw new IOException("a run of " + length + " cells that hold " + last);
    }
    read(reached, in);
    read(reachedByZeros, in);
  }

  private static void read(int[] runs, DataInput in) throws IOException {
    int n = in.readUnsignedByte();
    if (n > runs.length) {
      throw new IOException(n + " lengths of runs");
    }
    for (int i = 0; i < n; i++) {
      runs[i] = in.readInt();
      if (runs[i] <= 0 || runs[i] > FULL || i > 0 && runs[i] > runs[i - 1]) {
        throw new IOException(runs[i] + " runs of length " + LENGTHS[i]);
      }
    }
  }
}
