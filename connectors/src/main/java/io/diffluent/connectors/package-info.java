/**
 * Bytes in, bytes out: the wire format, Kafka, replayed files and the broker inside the JVM.
 *
 * <p>Nothing here learns or cleans. Everything that comes in is untrusted.
 */
package io.diffluent.connectors;
