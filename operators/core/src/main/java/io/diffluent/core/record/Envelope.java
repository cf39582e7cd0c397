package io.diffluent.core.record;

import java.util.List;

/**
 * What travels beside an event's cells, from its source to its prediction.
 *
 * @param origin where the event came from; {@link Origin#id()} is the id of its prediction
 * @param timestamp event time in milliseconds since the epoch
 * @param source index of the configured source
 * @param event value of the configured id field, or null
 * @param model the model key: all events of one model key train one model
 * @param key the record key, carried through, or null
 * @param headers the user's headers, carried through
 */
public record Envelope(
    Origin origin,
    long timestamp,
    int source,
    String event,
    String model,
    byte[] key,
    List<Header> headers) {

  /** What a label names the event by: its own id, or that of its prediction. */
  public String id() {
    return event == null ? origin.id() : event;
  }
}
