package io.diffluent.core.record;

/**
 * Where an event came from: the position that Kafka (or a replayed file) gave it.
 *
 * <p>It never changes when an event is read again, so {@link #id()} is the deterministic id of
 * everything that is derived from the event.
 */
public record Origin(String topic, int partition, long offset) {

  /** {@code topic-partition-offset}. */
  public String id() {
    return topic + '-' + partition + '-' + offset;
  }
}
