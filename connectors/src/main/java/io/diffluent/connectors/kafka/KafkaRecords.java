package io.diffluent.connectors.kafka;

import io.diffluent.connectors.wire.PredictionJson;
import io.diffluent.connectors.wire.PrintableText;
import io.diffluent.connectors.wire.TelemetryJson;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Names and shape of the records that leave; the names are part of the contract. */
public final class KafkaRecords {

  /** Header of a prediction: its deterministic id. */
  public static final String ID = Header.PREFIX + "id";

  /** Header of a dead letter: what is wrong, for a person. */
  public static final String ERROR = Header.PREFIX + "error";

  /** Header of a dead letter: what is wrong, as a code. */
  public static final String REASON = Header.PREFIX + "reason";

  /** Header of a dead letter: topic-partition-offset of the event. */
  public static final String SOURCE = Header.PREFIX + "source";

  private KafkaRecords() {}

  /** The prediction's JSON under the event's key, with its headers and its id. */
  static ProducerRecord<byte[], byte[]> prediction(String topic, Prediction prediction) {
    Envelope envelope = prediction.envelope();
    byte[] value = PredictionJson.bytes(prediction);
    ProducerRecord<byte[], byte[]> record =
        of(topic, envelope.timestamp(), envelope.key(), value, envelope.headers());
    add(record, ID, envelope.origin().id());
    return record;
  }

  /** The telemetry's JSON under the model key: all of one model in one partition. */
  static ProducerRecord<byte[], byte[]> telemetry(String topic, Telemetry telemetry) {
    byte[] key = telemetry.model().getBytes(StandardCharsets.UTF_8);
    return of(topic, telemetry.timestamp(), key, TelemetryJson.bytes(telemetry), List.of());
  }

  /**
   * Key, value and headers as they came, then ours. An event that was a dead letter before keeps
   * its old headers as well; the last of a name counts.
   */
  static ProducerRecord<byte[], byte[]> deadLetter(String topic, Parsed.Rejected rejected) {
    RawEvent event = rejected.event();
    ProducerRecord<byte[], byte[]> record =
        of(topic, event.timestamp(), event.key(), event.value(), event.headers());
    add(record, ERROR, PrintableText.of(rejected.detail()));
    add(record, REASON, rejected.reason().code());
    add(record, SOURCE, event.origin().id());
    return record;
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  static ProducerRecord<byte[], byte[]> of(
      String topic, long timestamp, byte[] key, byte[] value, List<Header> headers) {
    // A record without a time carries -1, which a producer refuses; the broker then gives its own.
    // One of the future may be refused by a topic that is stricter than the event's, and would
    // stop the job again after every restart.
    Long time = timestamp < 0 ? null : Math.min(timestamp, System.currentTimeMillis());
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, time, key, value);
    for (Header header : headers) {
      record.headers().add(header.name(), header.value());
    }
    return record;
  }
}
