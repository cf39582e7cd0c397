package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Telemetry as JSON, format 1.
 *
 * <p>Lists of named numbers become objects keyed by name. Numbers have at most six significant
 * digits; counts are written in full, without a fraction; what is not finite is written as null.
 */
public final class TelemetryJson {

  /** Version of the format, first field of every document. */
  public static final int FORMAT = 1;

  private static final double LARGEST_COUNT = 1L << 53;

  /** Of more weights a group is left out first where telemetry is too large. */
  private static final int MANY = 255;

  private TelemetryJson() {}

  /**
   * The UTF-8 bytes of the telemetry's JSON object. Where the names of thousands of columns would
   * make it larger than a topic takes, their weights are left out, and an alert says so; where that
   * is not enough, all weights.
   */
  public static byte[] bytes(Telemetry telemetry) {
    byte[] bytes = JsonBytes.object(json -> write(telemetry, json));
    for (int most : new int[] {MANY, 0}) {
      if (bytes.length > PredictionJson.LARGEST) {
        Telemetry less = withGroupsUpTo(most, telemetry);
        bytes = JsonBytes.withoutControls(json -> write(less, json));
      }
    }
    return bytes;
  }

  private static Telemetry withGroupsUpTo(int most, Telemetry telemetry) {
    List<String> alerts = new ArrayList<>(telemetry.alerts());
    List<Telemetry.Group> few = new ArrayList<>();
    for (Telemetry.Group group : telemetry.weights()) {
      if (group.entries().size() <= most) {
        few.add(group);
      } else {
        alerts.add(
            "the %d weights of '%s' are left out: with their names they are too large for a topic"
                .formatted(group.entries().size(), group.name()));
      }
    }
    return new Telemetry(
        telemetry.model(),
        telemetry.version(),
        telemetry.timestamp(),
        telemetry.served(),
        few,
        telemetry.arms(),
        telemetry.counts(),
        alerts);
  }

  private static void write(Telemetry telemetry, JsonGenerator json) throws IOException {
    json.writeNumberField("format", FORMAT);
    JsonBytes.textField(json, "model", telemetry.model());
    json.writeNumberField("version", telemetry.version());
    json.writeNumberField("timestamp", telemetry.timestamp());
    JsonBytes.textField(json, "served", telemetry.served());
    json.writeObjectFieldStart("weights");
    for (Telemetry.Group group : telemetry.weights()) {
      JsonBytes.rounded(json, group.name(), group.entries());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("arms");
    for (Telemetry.ArmMetrics arm : telemetry.arms()) {
      json.writeStartObject();
      JsonBytes.textField(json, "name", arm.arm());
      JsonBytes.rounded(json, "all", arm.all());
      JsonBytes.rounded(json, "window", arm.window());
      json.writeEndObject();
    }
    json.writeEndArray();
    counts(telemetry.counts(), json);
    json.writeArrayFieldStart("alerts");
    for (String alert : telemetry.alerts()) {
      JsonBytes.text(json, alert);
    }
    json.writeEndArray();
  }

  private static void counts(List<Named> counts, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("counts");
    for (Named count : counts) {
      json.writeFieldName(Text.wellFormed(count.name()));
      double value = count.value();
      if (value == Math.rint(value) && Math.abs(value) < LARGEST_COUNT) {
        json.writeNumber((long) value);
      } else {
        JsonBytes.number(json, value);
      }
    }
    json.writeEndObject();
  }
}
