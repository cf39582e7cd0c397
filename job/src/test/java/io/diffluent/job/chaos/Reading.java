package io.diffluent.job.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain consumer of one topic from its beginning, without a group: each call goes on where the
 * last one ended. Not for several threads.
 */
final class Reading implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> kafka;
  private final List<TopicPartition> partitions;

  /**
   * @param committed whether records of open and of aborted transactions are left out
   */
  Reading(String bootstrap, String topic, boolean committed) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("isolation.level", committed ? "read_committed" : "read_uncommitted");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "none");
    config.put("max.poll.records", "20000");
    config.put("max.partition.fetch.bytes", Integer.toString(16 << 20));
    config.put("default.api.timeout.ms", "120000");
    config.put("reconnect.backoff.max.ms", "500");
    kafka = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        kafka.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    kafka.assign(partitions);
    kafka.seekToBeginning(partitions);
  }

  /** Hands over what arrives within a moment; may be nothing. */
  void some(Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    kafka.poll(POLL).forEach(consumer);
  }

  /** Hands over everything that is there now. */
  void all(Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> kafka.position(p) < ends.get(p))) {
      some(consumer);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
