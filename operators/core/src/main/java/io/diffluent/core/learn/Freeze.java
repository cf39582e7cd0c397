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

  private boolean active;
  private int inRow;
  private long times;

  boolean isActive() {
    return active;
  }

  /** How often learning was frozen. */
  long times() {
    return times;
  }

  /**
   * Counts a batch.
   *
   * @param finite whether it could be learned from
   * @return whether this began or ended a freeze
   */
  boolean changes(boolean finite) {
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
  }

  void read(DataInput in) throws IOException {
    active = in.readBoolean();
    inRow = in.readInt();
    if (inRow < 0 || inRow >= PATIENCE) {
      throw new IOException(inRow + " batches in a row, fewer than " + PATIENCE + " expected");
    }
    times = in.readLong();
  }
}
