package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.diffluent.core.evaluate.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** How this package sets up JSON, and the few shapes that all its writers share. */
final class JsonBytes {

  private static final CharacterEscapes WITHOUT_CONTROLS = new WithoutControls();
  private static final JsonFactory WRITER = factory(StreamReadConstraints.defaults());

  private JsonBytes() {}

  private static final class WithoutControls extends CharacterEscapes {

    private static final long serialVersionUID = 1;
    private static final SerializableString REPLACEMENT = new SerializedString("\uFFFD");

    private final int[] escapes = standardAsciiEscapesForJSON();

    WithoutControls() {
      for (int c = 0; c < escapes.length; c++) {
        escapes[c] = escapes[c] == ESCAPE_STANDARD ? ESCAPE_CUSTOM : escapes[c];
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return REPLACEMENT;
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
        // Field names come from strangers: they must not fill the JVM's table of interned strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // The default pool sits in thread locals, which outlive the job's class loader.
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .build();
  }

  /** The bytes of one JSON object. */
  static byte[] object(Body body) {
    return object(body, null);
  }

  /** The same with U+FFFD for every control character that JSON has no short name for. */
  static byte[] withoutControls(Body body) {
    return object(body, WITHOUT_CONTROLS);
  }

  private static byte[] object(Body body, CharacterEscapes escapes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = WRITER.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.setCharacterEscapes(escapes);
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return bytes.toByteArray();
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
