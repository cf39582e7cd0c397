package io.diffluent.flink.operators;

import java.io.Serializable;
import java.util.Set;

/**
 * How long a record waits for a label that comes by itself.
 *
 * <p>All times are event time. The label of a record of time {@code t} is in time up to {@code t +
 * waitMs}; a record is remembered until {@code t + 2 waitMs}, so that a label which comes too late
 * or a second time is recognised.
 *
 * @param waitMs longest time between a record and its label
 * @param most records of one model key that wait at a time; the label of a further record is late
 *     when it comes
 * @param silent sources whose records never get a label
 */
public record LabelWindow(long waitMs, int most, Set<Integer> silent) implements Serializable {

  private static final long serialVersionUID = 1;

  public LabelWindow {
    if (waitMs < 1 || most < 1) {
      throw new IllegalArgumentException("wait " + waitMs + " ms, at most " + most + " records");
    }
    silent = Set.copyOf(silent);
  }

  /** Records that are remembered after their wait; they are small. */
  long mostRemembered() {
    return 4L * most;
  }

  /** Labels that wait for their record: small, and many while a backlog is read. */
  long mostEarly() {
    return 10L * most;
  }
}
