package io.diffluent.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.job.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the job says about itself while it runs, read from its own topics like any other consumer
 * would: one line now and then.
 */
final class LiveTable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long EVERY_NANOS = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConnection connection;
  private final PipelineSpec spec;
  private final long records;
  private final PrintStream out;
  private final Thread thread;
  private volatile boolean open = true;
  private long predictions;
  private JsonNode latest;

  private LiveTable(KafkaConnection connection, PipelineSpec spec, long records, PrintStream out) {
    this.connection = connection;
    this.spec = spec;
    this.records = records;
    this.out = out;
    this.thread = new Thread(this::watch, "live table");
    thread.setDaemon(true);
  }

  static LiveTable start(
      KafkaConnection connection, PipelineSpec spec, long records, PrintStream out) {
    LiveTable table = new LiveTable(connection, spec, records, out);
    out.printf(
        Locale.ROOT,
        "%9s %9s  %8s %8s %8s  %s%n",
        "events",
        "events/s",
        "mixture",
        "no-clean",
        "oracle",
        "leading detectors | repairs | sources | features   (errors: RMSE of the last window)");
    table.thread.start();
    return table;
  }

  private void watch() {
    PipelineSpec.Topics topics = spec.kafka().topics();
    Properties properties = connection.properties();
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("max.poll.records", "5000");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(
              new TopicPartition(topics.predictions(), 0),
              new TopicPartition(topics.telemetry(), 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long shown = System.nanoTime();
      long before = 0;
      while (open) {
        consumer.poll(POLL).forEach(this::take);
        long now = System.nanoTime();
        if (now - shown >= EVERY_NANOS && predictions > before && latest != null) {
          show((predictions - before) * 1e9 / (now - shown));
          shown = now;
          before = predictions;
        }
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.topic().equals(spec.kafka().topics().predictions())) {
      predictions++;
      return;
    }
    try {
      latest = JSON.readTree(entry.value());
    } catch (IOException e) {
      throw new IllegalStateException("telemetry is not JSON", e);
    }
  }

  private void show(double perSecond) {
    out.printf(
        Locale.ROOT,
        "%,9d %,9.0f  %8s %8s %8s  %s | %s | %s | %s%n",
        Math.min(predictions, records),
        perSecond,
        error("mixture"),
        error("no-clean"),
        error("oracle"),
        leading("detectors", 2),
        leading("repairs", 3),
        leading("sources", 2),
        leading("features", 3));
  }

  private String error(String arm) {
    for (JsonNode node : latest.path("arms")) {
      if (node.path("name").asText().equals(arm)) {
        return String.format(Locale.ROOT, "%.2f", node.path("window").path("rmse").asDouble());
      }
    }
    return "-";
  }

  private String leading(String group, int n) {
    List<Map.Entry<String, Double>> weights = new ArrayList<>();
    latest
        .path("weights")
        .path(group)
        .fields()
        .forEachRemaining(e -> weights.add(Map.entry(e.getKey(), e.getValue().asDouble())));
    return weights.stream()
        .sorted(Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue()))
        .limit(n)
        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** Ends it; the last line may be a second old. */
  void stop() throws InterruptedException {
    open = false;
    thread.join();
  }
}
