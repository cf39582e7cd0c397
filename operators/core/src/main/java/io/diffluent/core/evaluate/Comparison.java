package io.diffluent.core.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether one arm is lastingly worse than another, from their losses record by record.
 *
 * <p>A difference is measured in what both lose at that time, so that an hour of large losses does
 * not outweigh the days behind it, and counts for {@link #MOST} such units at most. What both lose
 * is not bounded: a single very large loss makes differences small for some hundred records.
 *
 * <pre>
 * a, b    decayed means of the two losses, over {@link #NOW} records
 * excess  decayed mean of (l_a - l_b) / ((a + b) / 2), over {@link #MEMORY} records
 * </pre>
 *
 * <p>Both are plain means until there are so many records. The excess leaves out the first {@link
 * #START_UP} records, the large losses of models that know nothing yet. Records with a loss that is
 * not finite are left out of both.
 *
 * <p>Not thread-safe.
 */
public final class Comparison {

  /** Records after which the excess has forgotten about two thirds. */
  public static final int MEMORY = 1000;

  /** Records that tell how large losses are now. */
  public static final int NOW = 100;

  /** Records of models that know nothing yet. */
  public static final int START_UP = 500;

  /** Most that one record can count for in the excess. */
  private static final double MOST = 20;

  private long seen;
  private double first;
  private double second;
  private long compared;
  private double excess;

  /** Takes the losses of both on one record, neither negative. */
  public void add(double firstLoss, double secondLoss) {
    if (!Double.isFinite(firstLoss) || !Double.isFinite(secondLoss)) {
      return;
    }
    seen++;
    double now = 1.0 / Math.min(seen, NOW);
    first += now * (firstLoss - first);
    second += now * (secondLoss - second);
    if (seen > START_UP) {
      compared++;
      double level = (first + second) / 2;
      double difference = level > 0 ? (firstLoss - secondLoss) / level : 0;
      difference = Math.max(-MOST, Math.min(MOST, difference));
      excess += (difference - excess) / Math.min(compared, MEMORY);
    }
  }

  /** Records that {@link #excess} was made from. */
  public long compared() {
    return compared;
  }

  /** By what share the first loses more than the second, in the mean; 0 before there are any. */
  public double excess() {
    return excess;
  }

  /** Whether the first loses less than this share of what the second loses at present. */
  public boolean isBelow(double share) {
    return seen >= NOW && first < share * second;
  }

  /** Forgets the excess, so that the next one is made from records that are yet to come. */
  public void restart() {
    compared = 0;
    excess = 0;
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    out.writeDouble(first);
    out.writeDouble(second);
    out.writeLong(compared);
    out.writeDouble(excess);
  }

  /**
   * @throws IOException if the numbers cannot be those of a comparison
   */
  public void read(DataInput in) throws IOException {
    seen = in.readLong();
    first = in.readDouble();
    second = in.readDouble();
    compared = in.readLong();
    excess = in.readDouble();
    boolean sane = Double.isFinite(first) && Double.isFinite(second) && Double.isFinite(excess);
    if (seen < 0 || compared < 0 || !sane) {
      throw new IOException("a comparison of " + compared + " of " + seen + " records is damaged");
    }
  }
}
