package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.detect.Detectors;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Receipt;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.repair.Repairs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
            List.of(temperature),
            13);
    assertThat(json(PredictionJson.bytes(prediction)))
        .isEqualTo(
            "{\"id\":\"rides-0-41\",\"model\":\"bike\",\"prediction\":187.20000000000002,"
                + "\"version\":412,\"served\":\"mixture\",\"receipt\":[{\"column\":\"temp\","
                + "\"raw\":\"97.3\",\"used\":0.41,\"suspects\":{\"iqr\":1.0,\"zscore\":1.0},"
                + "\"repairs\":{\"mean\":0.5,\"knn\":0.333333},\"trust\":0.03}],\"omitted\":13}");
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
            List.of(city),
            0);
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
            envelope(null), Double.POSITIVE_INFINITY, null, List.of(), 0, "mixture", List.of(), 0);
    assertThat(json(PredictionJson.bytes(prediction))).contains("\"prediction\":null");
  }

  /** As large as limits allow, and hardly anything but control characters. */
  @Test
  void aTopicTakesTheLargestPrediction() {
    String text = "\u0001".repeat(Limits.DEFAULT.textLength());
    List<Named> classes = new ArrayList<>();
    for (int i = 0; i < 4096; i++) { // of 98,304 characters, which is all that classes may have
      classes.add(named(String.format("%04d", i) + text.substring(0, 20), 1e-5 / 3 + 1e-9 * i));
    }
    int cells = Limits.DEFAULT.receiptCells();
    String raw = text.substring(0, Limits.DEFAULT.eventBytes() / "\\u0001".length() / cells);
    Receipt cell =
        new Receipt(
            "\u6f22".repeat(Limits.DEFAULT.nameLength()),
            raw,
            Double.NaN,
            text,
            weights(Detectors.names()),
            weights(Repairs.names()),
            0.123456);
    List<Receipt> receipt = Collections.nCopies(cells, cell);
    byte[] bytes =
        PredictionJson.bytes(
            new Prediction(
                envelope(text), 0.5, "\tü漢😀" + text, classes, 0, "mixture", receipt, 9));
    assertThat(bytes.length).isBetween(800_000, PredictionJson.LARGEST);
    assertThat(json(bytes))
        .contains("\"prediction\":\"\\tü漢😀\uFFFD", "\"4095\uFFFD", "\"omitted\":9")
        .doesNotContain("u0001");
  }

  private static List<Named> weights(List<String> names) {
    return names.stream().map(name -> named(name, 0.0123456)).toList();
  }

  @Test
  void controlCharactersOfOtherPredictionsStay() {
    Prediction prediction =
        new Prediction(envelope("\u0001"), 1, null, List.of(), 0, "mixture", List.of(), 0);
    assertThat(json(PredictionJson.bytes(prediction))).contains("\"event\":\"\\u0001\"");
  }

  /** What names of 4,000 columns make too large; weights of detectors are always few. */
  @Test
  void aTopicTakesTheTelemetryOfTheWidestTable() {
    List<Named> gates = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      gates.add(named(i + "x".repeat(124), 1.0 / 3));
    }
    Telemetry.Group detectors = new Telemetry.Group("detectors", List.of(named("iqr", 0.5)));
    Telemetry.Group some = new Telemetry.Group("features", gates);
    Telemetry.Group more = new Telemetry.Group("no-clean+steps/features", gates);
    assertThat(json(telemetry(detectors, some))).contains("\"3999xxx", "\"alerts\":[]");
    assertThat(json(telemetry(detectors, some, more)))
        .contains("\"weights\":{\"detectors\":{\"iqr\":0.5}}", "the 4000 weights of 'features'")
        .doesNotContain("3999xxx");
  }

  /** Groups that are small are many where many arms choose. */
  @Test
  void aTopicTakesTheTelemetryOfManyArms() {
    List<Named> gates = new ArrayList<>();
    for (int i = 0; i < 255; i++) {
      gates.add(named(i + "\u0001".repeat(125), 1.0 / 3));
    }
    Telemetry.Group[] groups = new Telemetry.Group[60];
    Arrays.setAll(groups, a -> new Telemetry.Group(a + "/features", gates));
    byte[] bytes = telemetry(groups);
    assertThat(bytes.length).isLessThan(PredictionJson.LARGEST);
    assertThat(json(bytes)).contains("\"weights\":{}", "the 255 weights of '59/features'");
  }

  private static byte[] telemetry(Telemetry.Group... groups) {
    return TelemetryJson.bytes(
        new Telemetry("m", 1, 2, "mixture", List.of(groups), List.of(), List.of(), List.of()));
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
