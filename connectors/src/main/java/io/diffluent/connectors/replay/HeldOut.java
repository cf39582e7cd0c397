package io.diffluent.connectors.replay;

import java.io.Serializable;

/**
 * Which rows are held out: the given share, up to rounding, of the rows, those with the smallest
 * hashes of (seed, row number).
 *
 * <p>No two rows have the same hash, so one threshold decides, and nothing is kept per row. A
 * larger share with the same seed holds out the same rows and more.
 */
final class HeldOut implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double LARGEST = 0.9;
  private static final String NAME = "held-out";
  private static final int DIGIT = 16;

  private final long seed;
  private final long count;
  private final long threshold;

  /** A choice from that many rows. */
  HeldOut(long rows, double share, long seed) {
    this.seed = seed;
    this.count = Math.round(share * rows);
    if (count > 0 && count == rows) {
      throw new IllegalArgumentException(
          "holding out " + share + " of " + rows + " rows leaves none to learn from");
    }
    if (share > 0 && count == 0) {
      throw new IllegalArgumentException(
          "a share of " + share + " of " + rows + " rows is less than one: nothing is held out");
    }
    this.threshold = count == 0 ? 0 : smallest(rows);
  }

  /** Refuses a share that nobody can mean. */
  static void check(double share) {
    if (!(share >= 0 && share <= LARGEST)) {
      throw new IllegalArgumentException(
          "held-out share " + share + ": it must be from 0 to " + LARGEST);
    }
  }

  boolean has(long row) {
    return count > 0 && Long.compareUnsigned(hash(row), threshold) <= 0;
  }

  long count() {
    return count;
  }

  /**
   * The hash at place {@code count} from below. Found digit by digit, which takes four rounds over
   * the row numbers and a table of one digit: sorting would keep a hash per row.
   */
  private long smallest(long rows) {
    long prefix = 0;
    long place = count;
    for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
      long[] tally = new long[1 << DIGIT];
      for (long row = 0; row < rows; row++) {
        long digits = hash(row) >>> shift;
        // A shift by all bits would be none: in the first round there is no prefix to compare.
        if (shift == Long.SIZE - DIGIT || digits >>> DIGIT == prefix) {
          tally[(int) (digits & (tally.length - 1))]++;
        }
      }
      int digit = 0;
      while (tally[digit] < place) {
        place -= tally[digit++];
      }
      prefix = prefix << DIGIT | digit;
    }
    return prefix;
  }

  private long hash(long row) {
    return Seeds.of(seed, row, NAME, 0);
  }
}
