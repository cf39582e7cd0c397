package io.diffluent.connectors.kafka;

import java.time.Duration;

/** What a sink promises, and what that costs. */
public sealed interface Delivery {

  /**
   * Every answer arrives at once, and after a failure perhaps again. Every prediction has a
   * deterministic id, so a reader can drop the second copy. The default.
   */
  record AtLeastOnce() implements Delivery {}

  /**
   * Every answer arrives once, but becomes visible to readers of committed records only when a
   * checkpoint completes: latency is the checkpoint interval.
   *
   * @param transactionalIdPrefix unique per deployment, kept across restarts of the same job
   * @param transactionTimeout at least checkpoint interval + 3 x (checkpoint timeout + restart
   *     delay), at most what the broker allows; {@link StartUpCheck} tells
   */
  record ExactlyOnce(String transactionalIdPrefix, Duration transactionTimeout)
      implements Delivery {

    public ExactlyOnce {
      if (transactionalIdPrefix == null || transactionalIdPrefix.isBlank()) {
        throw new IllegalArgumentException("exactly-once needs a transactional id prefix");
      }
    }

    /** What the transactional ids of a topic's sink begin with. */
    public String prefixFor(String topic) {
      return transactionalIdPrefix + "-" + topic;
    }
  }

  static Delivery atLeastOnce() {
    return new AtLeastOnce();
  }
}
