package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Receipt;
import io.diffluent.core.record.Envelope;
import java.io.IOException;
import java.util.List;

/**
 * A prediction as JSON: the contract with everybody who reads the predictions topic.
 *
 * <p>{@code prediction} is the number at full precision, or the class's text; while a classifier
 * knows no class it is null, provided its value is NaN. Numbers of a receipt have at most six
 * significant digits. What is not finite is written as null. {@code omitted} says how many changed
 * cells the receipt leaves out, where it does.
 */
public final class PredictionJson {

  private PredictionJson() {}

  /**
   * Below what a topic takes by default, 1 MiB, with room for as many bytes of key and headers as
   * an event may have, and for Kafka's own.
   */
  static final int LARGEST = 950_000;

  /**
   * The UTF-8 bytes of the prediction's JSON object. Limits keep it below {@link #LARGEST}, but for
   * control characters, which take six bytes each: where it is larger, they are replaced.
   */
  public static byte[] bytes(Prediction prediction) {
    byte[] bytes = JsonBytes.object(json -> write(prediction, json));
    return bytes.length <= LARGEST
        ? bytes
        : JsonBytes.withoutControls(json -> write(prediction, json));
  }

  private static void write(Prediction prediction, JsonGenerator json) throws IOException {
    Envelope envelope = prediction.envelope();
    JsonBytes.textField(json, "id", envelope.origin().id());
    if (envelope.event() != null) {
      JsonBytes.textField(json, "event", envelope.event());
    }
    JsonBytes.textField(json, "model", envelope.model());
    json.writeFieldName("prediction");
    if (prediction.label() != null) {
      JsonBytes.text(json, prediction.label());
    } else {
      JsonBytes.number(json, prediction.value());
    }
    json.writeNumberField("version", prediction.version());
    JsonBytes.textField(json, "served", prediction.served());
    if (!prediction.classes().isEmpty()) {
      classes(prediction.classes(), json);
    }
    json.writeArrayFieldStart("receipt");
    for (Receipt receipt : prediction.receipt()) {
      receipt(receipt, json);
    }
    json.writeEndArray();
    if (prediction.omitted() > 0) {
      json.writeNumberField("omitted", prediction.omitted());
    }
  }

  private static void classes(List<Named> classes, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("classes");
    for (Named one : classes) {
      json.writeFieldName(Text.wellFormed(one.name()));
      JsonBytes.number(json, one.value());
    }
    json.writeEndObject();
  }

  private static void receipt(Receipt receipt, JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonBytes.textField(json, "column", receipt.column());
    JsonBytes.textField(json, "raw", receipt.raw());
    json.writeFieldName("used");
    if (Double.isFinite(receipt.usedNumber())) {
      json.writeNumber(SixDigits.round(receipt.usedNumber()));
    } else {
      JsonBytes.text(json, receipt.usedText());
    }
    JsonBytes.rounded(json, "suspects", receipt.suspects());
    JsonBytes.rounded(json, "repairs", receipt.repairs());
    json.writeFieldName("trust");
    JsonBytes.number(json, SixDigits.round(receipt.trust()));
    json.writeEndObject();
  }
}
