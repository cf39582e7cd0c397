package io.diffluent.connectors.kafka;

import io.diffluent.connectors.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where a job that has no savepoint begins to read. */
public enum StartAt {
  /** All events that the topic still has. */
  EARLIEST,
  /** Only events that come after the start. */
  LATEST,
  /** Where the consumer group left off; without a trace of it, the earliest. */
  COMMITTED;

  /**
   * Reads {@code earliest}, {@code latest} or {@code committed}.
   *
   * @throws IllegalArgumentException naming the choices
   */
  public static StartAt parse(String text) {
    for (StartAt start : values()) {
      if (start.code().equals(text)) {
        return start;
      }
    }
    List<String> known = Arrays.stream(values()).map(StartAt::code).toList();
    throw new IllegalArgumentException(
        "start '" + text + "' is none of " + known + Suggestion.of(String.valueOf(text), known));
  }

  /** The word for it in a pipeline file. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("deprecation") // The connector's interface still asks for Kafka's old type.
  OffsetsInitializer offsets() {
    return switch (this) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
