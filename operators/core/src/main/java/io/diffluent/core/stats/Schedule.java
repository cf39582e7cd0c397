package io.diffluent.core.stats;

/**
 * When what derives from the past is made anew: on counts, so that a restored run goes on like one
 * that was never stopped.
 *
 * <p>Units and neighbours: at 1, 2, 4, 8, 16 and 32 records, then every 32 up to 1,280 (64 from 129
 * columns on, 128 from 257 on: each refresh sorts every column), every 128 up to 10,240, then every
 * 512 (the reservoir forgets over some 3,300 records).
 *
 * <p>The regression: with them, but solving costs the cube of the columns, so that tables of more
 * than 90 numbers solve once in {@code numerics^2 / 4096 * 32} records, and before at powers of two
 * (up to 143 numbers at every refresh before {@link #OFTEN} records).
 *
 * @param columns of the table
 * @param numerics how many of them are numbers
 */
record Schedule(int columns, int numerics) {

  private static final int YOUNG = 1280;
  private static final int GROWN = 10_240;
  private static final int LATER = 512;
  private static final int OFTEN = 128;
  private static final int FIRST = 32;

  /** Whether units and neighbours are due, after so many records. */
  boolean isRefreshDue(long count) {
    boolean isPower = Long.bitCount(count) == 1 && count <= YOUNG;
    return isPower || (count > FIRST && count % step(count) == 0);
  }

  /** Whether a refresh solves the regression as well. */
  boolean isSolveDue(long count) {
    long every = (long) numerics * numerics / 4096;
    if (every <= 1 || (every <= 4 && count < OFTEN)) {
      return true;
    }
    long period = every * FIRST;
    boolean isFirstOfPeriod = count / period > (count - step(count)) / period;
    return isFirstOfPeriod || (Long.bitCount(count) == 1 && count >= FIRST && count < period);
  }

  private int step(long count) {
    if (count > GROWN) {
      return LATER;
    }
    return count > YOUNG || columns > 256 ? OFTEN : columns > 128 ? 64 : FIRST;
  }
}
