package io.diffluent.connectors.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a topic holds now, read without a consumer group. */
public record TopicContents(KafkaConnection connection, String topic) {

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Offsets that the topic holds: its records and, with exactly-once output, transaction markers.
   */
  public long size() {
    try (KafkaConsumer<byte[], byte[]> kafka = consumer()) {
      List<TopicPartition> partitions = partitions(kafka);
      long ends = kafka.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      long begins =
          kafka.beginningOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      return ends - begins;
    }
  }

  /** Hands over every committed record, partition by partition in order; then returns. */
  public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    try (KafkaConsumer<byte[], byte[]> kafka = consumer()) {
      List<TopicPartition> partitions = partitions(kafka);
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> kafka.position(p) < ends.get(p))) {
        kafka.poll(POLL).forEach(consumer);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = connection.properties();
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("enable.auto.commit", "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> kafka) {
    return kafka.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
