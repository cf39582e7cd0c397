package io.diffluent.connectors.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.RejectReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON object from bytes into a {@link Document}, token by token, within the limits.
 *
 * <p>Immutable and safe for many threads. Cost follows the number of bytes; memory is bounded by
 * the limits, and what no field asks for is skipped without being decoded.
 */
final class DocumentReader {

  private final JsonFactory json;
  private final Map<String, Field> fields;
  private final int columns;
  private final Limits limits;
  private final Set<String> noLabels;

  /**
   * @param noLabels labels that say that there is none
   */
  DocumentReader(Map<String, Field> fields, int columns, Limits limits, Set<String> noLabels) {
    this.fields = new HashMap<>(fields);
    this.columns = columns;
    this.limits = limits;
    this.noLabels = noLabels;
    this.json =
        JsonBytes.factory(
            StreamReadConstraints.builder()
                .maxDocumentLength(limits.eventBytes())
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.textLength())
                .maxNumberLength(limits.numberLength())
                // Counted in bytes while a name is collected; the exact check is in read.
                .maxNameLength(4 * limits.nameLength())
                .build());
  }

  /**
   * What a field of the document is for; one field may be several things at once.
   *
   * @param column index of the column it fills, or -1
   * @param notation how its numbers are written
   * @param times the columns that are parts of the time in it
   */
  record Field(
      String name,
      int column,
      boolean numeric,
      boolean label,
      boolean id,
      boolean model,
      NumberNotation notation,
      TimeCells times) {

    /** What the field is to a person: its role and its name. */
    String described() {
      boolean isInput = column >= 0 || !times.cells().isEmpty();
      String role = isInput ? "column" : label ? "label" : id ? "id field" : "model key field";
      return role + " '" + name + "'";
    }
  }

  Document read(byte[] bytes) throws Refusal {
    checkBytes(bytes);
    JsonParser parser = null;
    try (JsonParser opened = json.createParser(bytes)) {
      parser = opened;
      return read(opened);
    } catch (StreamConstraintsException e) {
      throw constraint(parser, e);
    } catch (JsonProcessingException e) {
      throw syntax(e);
    } catch (IOException | RuntimeException e) {
      // Never seen from bytes in memory; a defect of the reader must not stop the stream.
      throw new Refusal(RejectReason.NOT_JSON, "unreadable: " + e.getClass().getSimpleName());
    }
  }

  private void checkBytes(byte[] bytes) throws Refusal {
    if (bytes.length > limits.eventBytes()) {
      throw new Refusal(
          RejectReason.TOO_LARGE, bytes.length + " bytes, the limit is " + limits.eventBytes());
    }
    int malformed = Utf8.firstMalformed(bytes);
    if (malformed >= 0) {
      throw new Refusal(RejectReason.NOT_UTF8, "byte " + malformed + " is not UTF-8");
    }
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0) {
        // The JSON library would take such bytes for UTF-16 or UTF-32 and read on.
        throw new Refusal(RejectReason.NOT_JSON, "byte " + i + " is zero");
      }
    }
  }

  private Document read(JsonParser parser) throws IOException, Refusal {
    JsonToken root = parser.nextToken();
    if (root == null) {
      throw new Refusal(RejectReason.NOT_JSON, "white space only");
    }
    if (root != JsonToken.START_OBJECT) {
      throw new Refusal(
          RejectReason.NOT_AN_OBJECT, "the document is " + described(root) + ", not an object");
    }
    Document document = new Document(columns);
    int count = 0;
    String name = parser.nextFieldName();
    while (name != null) {
      count = counted(count, name);
      JsonToken value = parser.nextToken();
      Field field = fields.get(name);
      if (field != null) {
        take(parser, value, field, document);
      } else if (value.isStructStart()) {
        count = skip(parser, count);
      }
      name = parser.nextFieldName();
    }
    if (parser.nextToken() != null) {
      throw new Refusal(RejectReason.NOT_JSON, "more after the end of the object");
    }
    return document;
  }

  /** Skips an object or array, counting the fields inside. */
  private int skip(JsonParser parser, int fieldsBefore) throws IOException, Refusal {
    int count = fieldsBefore;
    int open = 1;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.FIELD_NAME) {
        count = counted(count, parser.currentName());
      } else if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
    }
    return count;
  }

  private int counted(int before, String name) throws Refusal {
    if (name.length() > limits.nameLength()) {
      throw new Refusal(
          RejectReason.TOO_LONG,
          "a field name of " + name.length() + " characters, the limit is " + limits.nameLength());
    }
    if (before >= limits.fields()) {
      throw new Refusal(RejectReason.TOO_LONG, "more than " + limits.fields() + " fields");
    }
    return before + 1;
  }

  private void take(JsonParser parser, JsonToken value, Field field, Document document)
      throws IOException, Refusal {
    if (value.isStructStart()) {
      throw new Refusal(
          RejectReason.WRONG_TYPE,
          field.described() + " holds " + described(value) + ", not a value");
    }
    if (field.numeric()) {
      numeric(parser, value, field, document);
    }
    if (field.column() >= 0 && !field.numeric()) {
      document.texts[field.column()] = scalar(parser, value, field);
    }
    if (!field.times().cells().isEmpty()) {
      field.times().fill(scalar(parser, value, field), document);
    }
    if (field.label()) {
      document.label = label(parser, value, field);
    }
    if (field.id()) {
      document.id = name(parser, value, field);
    }
    if (field.model()) {
      document.model = name(parser, value, field);
    }
  }

  /** The label as a plain text; null where it says that there is none. */
  private String label(JsonParser parser, JsonToken value, Field field)
      throws IOException, Refusal {
    String text = scalar(parser, value, field);
    if (text == null || noLabels.contains(text)) {
      return null;
    }
    // As it was written: of 1.500 with a decimal comma, no zero is needless. A JSON number has no
    // notation.
    String plain =
        value == JsonToken.VALUE_STRING
            ? field.notation().plain(Text.cell(parser.getText()))
            : null;
    String label = plain == null ? text : Notations.canonical(plain);
    return noLabels.contains(label) ? null : label;
  }

  private static void numeric(JsonParser parser, JsonToken value, Field field, Document document)
      throws IOException, Refusal {
    int column = field.column();
    if (value.isNumeric()) {
      double number = parser.getDoubleValue();
      if (Double.isInfinite(number)) {
        throw outOfRange(field);
      }
      document.numbers[column] = number + 0.0;
    } else if (value == JsonToken.VALUE_STRING) {
      String text = Text.cell(parser.getText());
      double number = text == null ? Double.NaN : field.notation().read(text);
      if (text != null && Double.isNaN(number)) {
        document.texts[column] = text;
        number = NumberGuess.of(text);
      }
      document.numbers[column] = number;
    } else if (value.isBoolean()) {
      document.texts[column] = parser.getText();
    }
  }

  /**
   * The name of something: a number in its canonical form, a text as it is, even where it looks
   * like a number: {@code "5e3"} and {@code "5000"} are two ids.
   */
  private static String name(JsonParser parser, JsonToken value, Field field)
      throws IOException, Refusal {
    return value == JsonToken.VALUE_STRING
        ? Text.cell(parser.getText())
        : scalar(parser, value, field);
  }

  /** One value as text, numbers in their canonical form; null when it is null or blank. */
  private static String scalar(JsonParser parser, JsonToken value, Field field)
      throws IOException, Refusal {
    if (value == JsonToken.VALUE_STRING) {
      String text = Text.cell(parser.getText());
      String number = text == null ? null : NumberText.canonical(text);
      return number == null ? text : number;
    }
    if (value.isNumeric()) {
      String number = NumberText.canonical(parser.getText());
      if (number == null) {
        throw outOfRange(field);
      }
      return number;
    }
    return value == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private static Refusal outOfRange(Field field) {
    return new Refusal(
        RejectReason.NUMBER_OUT_OF_RANGE, field.described() + " holds a number beyond a double");
  }

  private Refusal constraint(JsonParser parser, StreamConstraintsException e) {
    boolean deep = parser != null && parser.getParsingContext().getNestingDepth() > limits.depth();
    return deep
        ? new Refusal(RejectReason.TOO_DEEP, "nested deeper than " + limits.depth())
        : new Refusal(RejectReason.TOO_LONG, tooLong(parser, e.getOriginalMessage()));
  }

  /** The library has one exception type for all; its messages are pinned by a test. */
  private String tooLong(JsonParser parser, String message) {
    String name = parser == null ? null : parser.getParsingContext().getCurrentName();
    String where = name == null ? "" : "field '" + name + "' holds ";
    if (message.startsWith("String value length")) {
      return where + "a value of more than " + limits.textLength() + " characters";
    }
    return message.startsWith("Number value length")
        ? where + "a number of more than " + limits.numberLength() + " digits"
        : message;
  }

  private static Refusal syntax(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    // The library has one exception type for both; the message is pinned by a test.
    boolean duplicate = message.startsWith("Duplicate field");
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    String where = at < 0 ? "" : "byte " + at + ": ";
    return new Refusal(
        duplicate ? RejectReason.DUPLICATE_FIELD : RejectReason.NOT_JSON, where + message);
  }

  private static String described(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "a literal";
    };
  }
}
