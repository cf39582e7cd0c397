package io.diffluent.connectors.kafka;

import io.diffluent.core.record.RawEvent;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Feeds events into the topics that their origins name: what a replay or the demo does when the job
 * is to read from Kafka.
 *
 * <p>Events of one topic arrive in the order in which they are sent. Partitions follow from the
 * key; a topic with one partition gives every event the offset of its place in the order. Not for
 * several threads.
 */
public final class EventProducer implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public EventProducer(KafkaConnection connection) {
    Properties properties = connection.properties();
    properties.putIfAbsent("linger.ms", "20");
    properties.putIfAbsent("batch.size", Integer.toString(128 * 1024));
    properties.putIfAbsent("compression.type", "lz4");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends one event; returns before it has arrived.
   *
   * @throws IllegalStateException when an earlier event could not be delivered
   */
  public void send(RawEvent event) {
    check();
    ProducerRecord<byte[], byte[]> record =
        KafkaRecords.of(
            event.origin().topic(), event.timestamp(), event.key(), event.value(), event.headers());
    producer.send(
        record,
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  /**
   * Waits until everything has arrived.
   *
   * @throws IllegalStateException when something did not
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception error = failure.get();
    if (error != null) {
      throw new IllegalStateException("an event could not be delivered: " + error.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
