package io.diffluent.job.chaos;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The place of an event, as an answer names it: {@code topic-partition-offset}. */
record EventId(String topic, int partition, long offset) {

  /** Of no event. */
  static final EventId NONE = new EventId("", -1, -1);

  private static final String SOURCE = "diffluent-source";

  /** Of the event that a prediction answers. */
  static EventId answered(ConsumerRecord<byte[], byte[]> prediction) {
    return of(Answer.of(prediction.value()).id());
  }

  /** Of the event that became a dead letter. */
  static EventId refused(ConsumerRecord<byte[], byte[]> letter) {
    Header source = letter.headers().lastHeader(SOURCE);
    return source == null ? NONE : of(new String(source.value(), StandardCharsets.UTF_8));
  }

  /** Reads an id; what is none is {@link #NONE}. */
  static EventId of(String text) {
    int last = text.lastIndexOf('-');
    int first = text.lastIndexOf('-', last - 1);
    if (first < 1) {
      return NONE;
    }
    try {
      return new EventId(
          text.substring(0, first),
          Integer.parseInt(text.substring(first + 1, last)),
          Long.parseLong(text.substring(last + 1)));
    } catch (NumberFormatException notAnId) {
      return NONE;
    }
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "-" + offset;
  }
}
