/**
 * Events from Kafka and answers to Kafka: sources, sinks, dead letters, and the check before a
 * start.
 *
 * <p>Bytes pass through untouched here; {@link io.diffluent.connectors.wire} knows what they mean.
 */
package io.diffluent.connectors.kafka;
