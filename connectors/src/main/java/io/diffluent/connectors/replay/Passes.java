package io.diffluent.connectors.replay;

import java.io.Serializable;

/**
 * Which row an event shows: the training rows in the order of the files, several times over, then
 * the held-out rows once.
 *
 * <p>Going forward costs nothing, going back starts at row 0 again; nothing is kept per row.
 */
final class Passes implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HeldOut heldOut;
  private final long training;
  private final long heldOutFrom;
  private final boolean single;

  // A position among the rows of one part: how many of them stand before nextRow. All zero is the
  // start, so a deserialized plan finds its place by itself.
  private transient boolean inHeldOut;
  private transient long nextRow;
  private transient long found;

  Passes(long rows, int passes, HeldOut heldOut) {
    this.heldOut = heldOut;
    training = rows - heldOut.count();
    heldOutFrom = Math.multiplyExact(training, (long) passes);
    single = passes == 1 && heldOut.count() == 0;
  }

  /** Number of events. */
  long count() {
    return Math.addExact(heldOutFrom, heldOut.count());
  }

  /** The first held-out event; {@link #count()} when there is none. */
  long heldOutFrom() {
    return heldOutFrom;
  }

  /** Whether every event is the row of its own index. */
  boolean single() {
    return single;
  }

  /** The row, over all files, of this event. */
  long row(long event) {
    boolean wanted = event >= heldOutFrom;
    long place = wanted ? event - heldOutFrom : event % training;
    if (heldOut.count() == 0) {
      return place;
    }
    if (wanted != inHeldOut || place + 1 < found) {
      inHeldOut = wanted;
      nextRow = 0;
      found = 0;
    }
    while (found <= place) {
      found += heldOut.has(nextRow++) == wanted ? 1 : 0;
    }
    return nextRow - 1;
  }
}
