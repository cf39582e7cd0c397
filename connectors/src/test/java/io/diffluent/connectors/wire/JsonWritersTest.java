package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Receipt;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden documents: they are contracts with readers we do not know. */
class JsonWritersTest {

  private static Envelope envelope(String event) {
    return new Envelope(new Origin("rides", 0, 41), 5, 0, event, "bike", null, List.of());
  }

  private static Named named(String name, double value) {
    return new Named(name, value);
  }

  private static String json(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void regression() {
    Receipt temperature =
        new Receipt(
            "temp",
            "97.3",
            0.41000000000000003,
            null,
            List.of(named("iqr", 1), named("zscore", 0.99999999)),
            List.of(named("mean", 0.5), named("knn", 1.0 / 3)),
            0.03);
    Prediction prediction =
        new Prediction(
            envelope(null),
            187.20000000000002,
            null,
            List.of(),
            412,
            "mixture",
            List.of(temperature));
    assertThat(json(PredictionJson.bytes(prediction)))
        .isEqualTo(
            "{\"id\":\"rides-0-41\",\"model\":\"bike\",\"prediction\":187.20000000000002,"
                + "\"version\":412,\"served\":\"mixture\",\"receipt\":[{\"column\":\"temp\","
                + "\"raw\":\"97.3\",\"used\":0.41,\"suspects\":{\"iqr\":1.0,\"zscore\":1.0},"
                + "\"repairs\":{\"mean\":0.5,\"knn\":0.333333},\"trust\":0.03}]}");
  }

  @Test
  void classification() {
    Receipt city =
        new Receipt("city", null, Double.NaN, "aachen", List.of(), List.of(), Double.NaN);
    Prediction prediction =
        new Prediction(
            envelope("a \ud800\""),
            0.75,
            "yes",
            List.of(named("yes", 0.75), named("no", 0.25)),
            3,
            "no-clean",
            List.of(city));
    assertThat(json(PredictionJson.bytes(prediction)))
        .isEqualTo(
            "{\"id\":\"rides-0-41\",\"event\":\"a \uFFFD\\\"\",\"model\":\"bike\","
                + "\"prediction\":\"yes\",\"version\":3,\"served\":\"no-clean\","
                + "\"classes\":{\"yes\":0.75,\"no\":0.25},\"receipt\":[{\"column\":\"city\","
                + "\"raw\":null,\"used\":\"aachen\",\"suspects\":{},\"repairs\":{},"
                + "\"trust\":null}]}");
  }

  @Test
  void neverAnythingButFinite() {
    Prediction prediction =
        new Prediction(
            envelope(null), Double.POSITIVE_INFINITY, null, List.of(), 0, "mixture", List.of());
    assertThat(json(PredictionJson.bytes(prediction))).contains("\"prediction\":null");
  }

  @Test
  void telemetry() {
    Telemetry telemetry =
        new Telemetry(
            "bike",
            12,
            99,
            "mixture",
            List.of(new Telemetry.Group("detectors", List.of(named("iqr", 0.93)))),
            List.of(
                new Telemetry.ArmMetrics(
                    "mixture", List.of(named("rmse", 61.23456789)), List.of(named("rmse", -1e-7)))),
            List.of(named("scored", 17379), named("rate", 0.5)),
            List.of("column \"temp\" is 40 % suspect"));
    assertThat(json(TelemetryJson.bytes(telemetry)))
        .isEqualTo(
            "{\"format\":1,\"model\":\"bike\",\"version\":12,\"timestamp\":99,"
                + "\"served\":\"mixture\",\"weights\":{\"detectors\":{\"iqr\":0.93}},"
                + "\"arms\":[{\"name\":\"mixture\",\"all\":{\"rmse\":61.2346},"
                + "\"window\":{\"rmse\":-1.0E-7}}],\"counts\":{\"scored\":17379,\"rate\":0.5},"
                + "\"alerts\":[\"column \\\"temp\\\" is 40 % suspect\"]}");
  }
}
