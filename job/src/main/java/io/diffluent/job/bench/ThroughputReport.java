package io.diffluent.job.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the throughput benchmark measured; a stable, versioned JSON document.
 *
 * @param ratio full over pass-through
 * @param latencyMs from sending an event to receiving its prediction
 * @param microsPerRecord where the time goes, measured stage by stage on one thread outside Flink
 */
@JsonPropertyOrder({"format", "recordsPerSecond", "ratio", "latencyMs", "microsPerRecord"})
public record ThroughputReport(
    int format, Rates recordsPerSecond, double ratio, Latency latencyMs, Stages microsPerRecord) {

  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public record Rates(double full, double passThrough) {}

  public record Latency(double p50, double p99, double atRecordsPerSecond) {}

  public record Stages(double parse, double clean, double score, double learn, double write) {}

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
