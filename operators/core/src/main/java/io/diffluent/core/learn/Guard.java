package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Comparison;
import io.diffluent.core.record.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Serves {@code no-clean} while the mixture is lastingly worse by a margin, and no longer.
 *
 * <p>It steps in when, over {@link #EVIDENCE} records or more, the mixture's loss exceeds that of
 * no cleaning by more than the margin ({@link Comparison}). It steps back when the mixture is no
 * longer worse, and at once when the mixture loses less than {@link #FAR} of what no cleaning loses
 * at present: what breaks upstream is what cleaning is for. While that is so it does not step in;
 * when it has stepped back, evidence is gathered anew.
 */
final class Guard {

  static final long EVIDENCE = 500;

  private static final double FAR = 0.8;

  private final Comparison comparison = new Comparison();
  private final double limit;
  private boolean active;
  private long switches;

  /**
   * @param margin share of no cleaning's error: root mean squared error, or log loss
   */
  Guard(double margin, Task task) {
    double ratio = task == Task.REGRESSION ? (1 + margin) * (1 + margin) : 1 + margin;
    // Of losses that are r and 1, in units of their mean.
    this.limit = 2 * (ratio - 1) / (ratio + 1);
  }

  boolean isActive() {
    return active;
  }

  /** How often it stepped in or back. */
  long switches() {
    return switches;
  }

  /** Takes the losses of both arms on a record: squared error, or log loss. */
  void compare(double mixture, double noClean) {
    comparison.add(mixture, noClean);
  }

  /** Decides who is served from now on. */
  void judge() {
    boolean worse = !comparison.isBelow(FAR) && (active ? isWorse() : isClearlyWorse());
    if (worse == active) {
      return;
    }
    active = worse;
    switches++;
    if (!active) {
      comparison.restart();
    }
  }

  private boolean isClearlyWorse() {
    return comparison.compared() >= EVIDENCE && comparison.excess() > limit;
  }

  /** A state from before there was a comparison brings no evidence that the mixture is better. */
  private boolean isWorse() {
    return comparison.compared() < EVIDENCE || comparison.excess() > 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(active);
    out.writeLong(switches);
    comparison.write(out);
  }

  /**
   * @param version of the learner's state; before version 4 decayed errors were compared, and what
   *     is compared now begins anew
   */
  void read(DataInput in, int version) throws IOException {
    active = in.readBoolean();
    switches = in.readLong();
    if (version > 3) {
      comparison.read(in);
    }
  }
}
