package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.diffluent.core.evaluate.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** How this package sets up JSON, and the few shapes that all its writers share. */
final class JsonBytes {

  private static final JsonFactory WRITER = factory(StreamReadConstraints.defaults());

  private JsonBytes() {}

  /** Passes everything on, but names and texts without control characters. */
  private static final class WithoutControls extends JsonGeneratorDelegate {

    WithoutControls(JsonGenerator json) {
      super(json);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
      super.writeFieldName(Text.withoutControls(name));
    }

    @Override
    public void writeString(String text) throws IOException {
      super.writeString(Text.withoutControls(text));
    }
  }

  /** Fields written by a caller into one JSON object. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static JsonFactory factory(StreamReadConstraints constraints) {
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        // Four bytes for a letter beyond the first 65,536, instead of two escapes of six.
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        // Field names come from strangers: they must not fill the JVM's table of interned strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // The default pool sits in thread locals, which outlive the job's class loader.
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .build();
  }

  /** The bytes of one JSON object. */
  static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = WRITER.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return bytes.toByteArray();
  }

  /** The same with U+FFFD for every control character that JSON has no short name for. */
  static byte[] withoutControls(Body body) {
    return object(json -> body.write(new WithoutControls(json)));
  }

  /** Full precision; JSON has no word for a number that is not finite, so that is null. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  static void text(JsonGenerator json, String value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(Text.wellFormed(value));
    }
  }

  static void textField(JsonGenerator json, String name, String value) throws IOException {
    json.writeFieldName(name);
    text(json, value);
  }

  /** An object with one number per name, rounded to six significant digits. */
  static void rounded(JsonGenerator json, String field, List<Named> entries) throws IOException {
    json.writeObjectFieldStart(field);
    for (Named entry : entries) {
      json.writeFieldName(Text.wellFormed(entry.name()));
      number(json, SixDigits.round(entry.value()));
    }
    json.writeEndObject();
  }
}
