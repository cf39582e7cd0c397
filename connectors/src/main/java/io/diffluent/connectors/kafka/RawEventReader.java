package io.diffluent.connectors.kafka;

import io.diffluent.core.record.Header;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Carries a record's bytes, headers, position and time over, and looks at none of them. */
final class RawEventReader implements KafkaRecordDeserializationSchema<RawEvent> {

  private static final long serialVersionUID = 1L;

  private final int source;
  private final TypeInformation<RawEvent> type;

  RawEventReader(int source, TypeInformation<RawEvent> type) {
    this.source = source;
    this.type = type;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawEvent> out) {
    out.collect(
        new RawEvent(
            new Origin(record.topic(), record.partition(), record.offset()),
            record.timestamp(),
            source,
            record.key(),
            record.value(),
            headers(record.headers())));
  }

  private static List<Header> headers(org.apache.kafka.common.header.Headers headers) {
    List<Header> result = null;
    for (org.apache.kafka.common.header.Header header : headers) {
      if (result == null) {
        result = new ArrayList<>(4);
      }
      result.add(new Header(header.key(), header.value()));
    }
    return result == null ? List.of() : result;
  }

  @Override
  public TypeInformation<RawEvent> getProducedType() {
    return type;
  }
}
