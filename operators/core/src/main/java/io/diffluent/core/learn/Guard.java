package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Prequential;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Serves {@code no-clean} while the mixture is lastingly worse by a margin. The errors it compares
 * lag behind by their memory, so it does not react to single batches.
 *
 * <p>It compares decayed prequential errors (root mean squared error, or log loss). It steps in
 * when the mixture exceeds the guard by more than the margin, and steps back when the mixture is no
 * longer worse. Before {@link #EVIDENCE} learned records it does nothing.
 */
final class Guard {

  static final long EVIDENCE = 2L * Prequential.START_UP;

  private final double margin;
  private boolean active;
  private long switches;

  Guard(double margin) {
    this.margin = margin;
  }

  boolean isActive() {
    return active;
  }

  /** How often it stepped in or back. */
  long switches() {
    return switches;
  }

  void judge(double mixture, double noClean, long learned) {
    if (learned < EVIDENCE || Double.isNaN(mixture) || Double.isNaN(noClean)) {
      return;
    }
    boolean worse = active ? mixture > noClean : mixture > noClean * (1 + margin);
    if (worse != active) {
      active = worse;
      switches++;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(active);
    out.writeLong(switches);
  }

  void read(DataInput in) throws IOException {
    active = in.readBoolean();
    switches = in.readLong();
  }
}
