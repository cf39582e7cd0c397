/**
 * The wire format: events from JSON bytes to cells, predictions and telemetry from values to JSON
 * bytes.
 *
 * <p>Every byte of an event is untrusted. Reading is bounded by {@link
 * io.diffluent.core.record.Limits} and answers with a value, never with an exception.
 */
package io.diffluent.connectors.wire;
