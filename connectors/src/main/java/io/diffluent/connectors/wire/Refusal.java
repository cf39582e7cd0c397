package io.diffluent.connectors.wire;

import io.diffluent.core.record.RejectReason;

/**
 * Leaves the reading of a document early. It never leaves this package: {@link JsonParser} turns it
 * into a value.
 */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  Refusal(RejectReason reason, String detail) {
    // No stack trace: a hostile stream must not pay for one per event.
    super(PrintableText.of(detail), null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }
}
