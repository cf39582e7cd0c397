package io.diffluent.core.record;

import java.util.List;

/**
 * An event as it left its source: bytes that nobody has looked at yet.
 *
 * @param origin where it came from
 * @param timestamp event time in milliseconds since the epoch
 * @param source index of the configured source (several topics are several sources)
 * @param key the record key, or null
 * @param value the record value, or null for a tombstone
 * @param headers all headers, in order
 */
public record RawEvent(
    Origin origin, long timestamp, int source, byte[] key, byte[] value, List<Header> headers) {}
