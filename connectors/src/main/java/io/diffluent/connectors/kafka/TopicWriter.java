package io.diffluent.connectors.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes values of one kind to one topic. It names the topic to the connector, which needs it to
 * find lingering transactions of a pool after a failure.
 */
final class TopicWriter<T> implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Shape<T> shape;

  TopicWriter(String topic, Shape<T> shape) {
    this.topic = topic;
    this.shape = shape;
  }

  /** What a value looks like as a record. */
  @FunctionalInterface
  interface Shape<T> extends Serializable {
    ProducerRecord<byte[], byte[]> record(String topic, T value);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T value, KafkaSinkContext context, Long timestamp) {
    return shape.record(topic, value);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }
}
