package io.diffluent.connectors.kafka;

import io.diffluent.core.record.RawEvent;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/**
 * One topic as a source of events.
 *
 * <p>Reads only committed records unless {@code isolation.level} says otherwise. Its position is
 * part of Flink's checkpoints; it is also committed to the consumer group, for those who watch lag.
 *
 * @param topic the topic
 * @param source index of the configured source, carried by every event
 * @param group consumer group
 * @param start where to begin without a savepoint
 * @param bounded whether to end at the offsets that the topic has when the job starts
 */
public record EventSource(String topic, int source, String group, StartAt start, boolean bounded) {

  /**
   * The Flink source.
   *
   * @param type how Flink carries raw events between tasks
   */
  public KafkaSource<RawEvent> build(KafkaConnection connection, TypeInformation<RawEvent> type) {
    Properties properties = connection.properties();
    properties.putIfAbsent("isolation.level", "read_committed");
    KafkaSourceBuilder<RawEvent> builder =
        KafkaSource.<RawEvent>builder()
            .setProperties(properties)
            .setTopics(topic)
            .setGroupId(group)
            .setClientIdPrefix(group + "-" + topic)
            .setStartingOffsets(start.offsets())
            .setDeserializer(new RawEventReader(source, type));
    return bounded ? builder.setBounded(OffsetsInitializer.latest()).build() : builder.build();
  }
}
