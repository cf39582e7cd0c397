package io.diffluent.connectors.wire;

import io.diffluent.core.record.RejectReason;

/**
 * Leaves the reading of a document early. It never leaves this package: {@link JsonParser} turns it
 * into a value.
 */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int DETAIL_LENGTH = 200;

  private final RejectReason reason;

  Refusal(RejectReason reason, String detail) {
    // No stack trace: a hostile stream must not pay for one per event.
    super(printable(detail), null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }

  /** One line of bounded length, so that a payload cannot forge lines in a log or a terminal. */
  private static String printable(String detail) {
    StringBuilder line = new StringBuilder(Math.min(detail.length(), DETAIL_LENGTH) + 3);
    for (int i = 0; i < detail.length() && i < DETAIL_LENGTH; i++) {
      char c = detail.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return detail.length() > DETAIL_LENGTH ? line.append("...").toString() : line.toString();
  }
}
