package io.diffluent.core.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Stops learning while no batch can be learned from: after {@link #PATIENCE} batches in a row whose
 * loss or gradient was not finite. While it lasts the last good parameters answer, nothing is
 * trained or remembered, and batches are only tried: {@link #SANE} finite ones in a row end it.
 */
final class Freeze {

  static final int PATIENCE = 20;
  static final int SANE = 3;

  /** For so many batches a skipped one is news. */
  static final int NEWS = 100;

  private boolean active;
  private int inRow;
  private long times;

  /** Batches that were learned since one was not; no more than {@link #NEWS} are counted. */
  private int learnedSince = NEWS;

  boolean isActive() {
    return active;
  }

  /** How often learning was frozen. */
  long times() {
    return times;
  }

  /** Whether one of the last {@link #NEWS} batches was not learned. */
  boolean hasSkippedLately() {
    return learnedSince < NEWS;
  }

  /**
   * Counts a batch.
   *
   * @param finite whether it could be learned from
   * @return whether this began or ended a freeze
   */
  boolean changes(boolean finite) {
    learnedSince = finite && !active ? Math.min(NEWS, learnedSince + 1) : 0;
    inRow = finite == active ? inRow + 1 : 0;
    if (inRow < (active ? SANE : PATIENCE)) {
      return false;
    }
    active = !active;
    times += active ? 1 : 0;
    inRow = 0;
    return true;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(active);
    out.writeInt(inRow);
    out.writeLong(times);
    out.writeInt(learnedSince);
  }

  /**
   * @param version of the learner's state
   */
  void read(DataInput in, int version) throws IOException {
    active = in.readBoolean();
    inRow = in.readInt();
    if (inRow < 0 || inRow >= PATIENCE) {
      throw new IOException(inRow + " batches in a row, fewer than " + PATIENCE + " expected");
    }
    times = in.readLong();
    learnedSince = version > 5 ? in.readInt() : NEWS;
    if (learnedSince < 0 || learnedSince > NEWS) {
      throw new IOException(learnedSince + " batches since one was skipped, at most " + NEWS);
    }
  }
}
