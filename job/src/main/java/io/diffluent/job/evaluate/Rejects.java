package io.diffluent.job.evaluate;

import io.diffluent.connectors.wire.PrintableText;
import java.util.Map;
import java.util.TreeMap;

/** Events that were no records: how many for which reason, and the first of each. */
final class Rejects {

  private final Map<String, Report.Reject> reasons = new TreeMap<>();
  private long total;

  /**
   * @param reason code, see {@link io.diffluent.core.record.RejectReason}
   * @param event topic, partition and offset
   * @param detail what is wrong, for a person
   */
  synchronized void add(String reason, String event, String detail) {
    total++;
    reasons.merge(
        reason,
        new Report.Reject(1, event + ": " + PrintableText.of(detail)),
        (before, now) -> new Report.Reject(before.count() + 1, before.first()));
  }

  synchronized long total() {
    return total;
  }

  synchronized Map<String, Report.Reject> byReason() {
    return new TreeMap<>(reasons);
  }
}
