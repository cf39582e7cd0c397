package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Header;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one field becomes: a cell, the label, the id or the model key. */
class JsonParserCellsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|1",
        "-0|0",
        "-0.0|0",
        "1.50|1.5",
        "1e3|1000",
        "1E-2|0.01",
        "12345678901234567890|1.2345678901234567e19",
        "0.1|0.1",
        "2.2250738585072014e-308|2.2250738585072014e-308",
        "\"42\"|42",
        "\" -4.25 \"|-4.25",
        "\"+5\"|5",
        "\".5\"|0.5",
        "\"5.\"|5",
        "\"1e3\"|1000",
        "\"\\u00a07\\t\"|7",
      })
  void aPlainNumberIsANumber(String json, double number) {
    Row row = Events.accepted("{\"x\":" + json + "}").row();
    assertThat(row.numbers()[0]).isEqualTo(number);
    assertThat(row.texts()[0]).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"  \\t\"", "\"\\u00a0\""})
  void nothingIsMissing(String json) {
    Record record =
        Events.accepted("{\"x\":" + json + ",\"c\":" + json + ",\"label\":" + json + "}");
    assertThat(record.row().isEmpty(0)).isTrue();
    assertThat(record.row().isEmpty(1)).isTrue();
    assertThat(record.row().isEmpty(2)).isTrue();
    assertThat(record.label()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"1e400\"|1e400|NaN",
        "\"NaN\"|NaN|NaN",
        "\"inf\"|inf|NaN",
        "\"Infinity\"|Infinity|NaN",
        "\"?\"|?|NaN",
        "\"0x1p3\"|0x1p3|0",
        "\"1d\"|1d|1",
        "\"0.05%\"|0.05%|0.05",
        "\"12,5\"|12,5|12.5",
        "\" 7..3 \"|7..3|7.3",
        "\"3O.5\"|3O.5|30.5",
        "true|true|NaN",
        "false|false|NaN",
      })
  void anyOtherTextIsKeptWithAGuess(String json, String text, double guess) {
    Row row = Events.accepted("{\"x\":" + json + "}").row();
    assertThat(row.texts()[0]).isEqualTo(text);
    assertThat(row.numbers()[0]).isEqualTo(Double.valueOf(guess));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\" spring \"|spring",
        "1|1",
        "1.0|1",
        "\"1.0\"|1",
        "-0.0|0",
        "1e2|100",
        "\"1e2\"|100",
        "0.10|0.1",
        "1e-5|0.00001",
        "1e31|1.0E31",
        "123456789012345678901|123456789012345678901",
        "\"007\"|007",
        "\"+5\"|+5",
        "\"1e400\"|1e400",
        "true|true",
        "\"true\"|true",
        "\"\\ud800x\"|\uFFFDx",
        "\"\\ud83d\\ude00\"|\uD83D\uDE00",
      })
  void aCategoryIsText(String json, String text) {
    Record record = Events.accepted("{\"c\":" + json + ",\"label\":" + json + "}");
    assertThat(record.row().texts()[1]).isEqualTo(text);
    assertThat(record.row().numbers()[1]).isNaN();
    assertThat(record.label()).isEqualTo(text);
  }

  @Test
  void unknownFieldsMayHoldAnything() {
    Record record =
        Events.accepted(
            "{\"u\":{\"x\":9,\"a\":[1,[2,{\"b\":1e999}]]},\"x\":1,\"w\":[],\"v\":\""
                + "v".repeat(5000)
                + "\",\"y\":2}");
    assertThat(record.row().numbers()).containsExactly(1, Double.NaN, 2);
  }

  @Test
  void theEnvelopeCarriesIdKeyAndTheUsersHeaders() {
    Header users = Events.header("trace", "abc");
    Record record =
        Events.accepted(
            "{\"id\":17,\"x\":1}",
            users,
            Events.header("diffluent-error", "old"),
            Events.header(Header.CLEAN, "{\"x\":2,\"c\":\"a\"}"));
    assertThat(record.envelope().event()).isEqualTo("17");
    assertThat(record.envelope().model()).isEqualTo("bike");
    assertThat(record.envelope().key()).containsExactly(7);
    assertThat(record.envelope().origin().id()).isEqualTo("rides-0-41");
    assertThat(record.envelope().headers()).containsExactly(users);
    assertThat(record.clean().numbers()[0]).isEqualTo(2);
    assertThat(record.clean().texts()[1]).isEqualTo("a");
  }

  /** Two ids must not become one because they look like the same number. */
  @ParameterizedTest
  @ValueSource(strings = {"5e3", "2024.10", "007", "12345e67", "-0", "1e999"})
  void aTextThatNamesSomethingStaysAsItIs(String name) {
    JsonParser keyed = new JsonParser(Events.SCHEMA, Limits.DEFAULT, "id", "k", "bike", false);
    Parsed parsed = keyed.parse(Events.event("{\"id\":\"" + name + "\",\"k\":\"" + name + " \"}"));
    Record record = ((Parsed.Accepted) parsed).record();
    assertThat(record.envelope().event()).isEqualTo(name);
    assertThat(record.envelope().model()).isEqualTo(name);
    Parsed number = keyed.parse(Events.event("{\"id\":5e3,\"k\":2024.10}"));
    assertThat(((Parsed.Accepted) number).record().envelope().event()).isEqualTo("5000");
    assertThat(((Parsed.Accepted) number).record().envelope().model()).isEqualTo("2024.1");
  }

  @Test
  void groundTruthThatCannotBeReadIsNone() {
    Record record = Events.accepted("{\"x\":1}", Events.header(Header.CLEAN, "{oops"));
    assertThat(record.clean()).isNull();
    JsonParser blind = new JsonParser(Events.SCHEMA, Limits.DEFAULT, null, null, "bike", false);
    Parsed parsed = blind.parse(Events.event("{}", Events.header(Header.CLEAN, "{}")));
    assertThat(((Parsed.Accepted) parsed).record().clean()).isNull();
  }

  @Test
  void theModelKeyMayBeAColumnAndMustBeThere() {
    JsonParser keyed = new JsonParser(Events.SCHEMA, Limits.DEFAULT, null, "c", "bike", false);
    Record record = ((Parsed.Accepted) keyed.parse(Events.event("{\"c\":\"aachen\"}"))).record();
    assertThat(record.envelope().model()).isEqualTo("aachen");
    assertThat(record.row().texts()[1]).isEqualTo("aachen");
    for (String json : new String[] {"{}", "{\"c\":null}", "{\"c\":\" \"}"}) {
      Parsed.Rejected rejected = (Parsed.Rejected) keyed.parse(Events.event(json));
      assertThat(rejected.reason()).isEqualTo(RejectReason.NO_MODEL_KEY);
      assertThat(rejected.detail()).contains("'c'");
    }
  }

  @Test
  void aParserTravelsWithAJob() throws Exception {
    Events.accepted("{}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(Events.PARSER);
    JsonParser travelled =
        (JsonParser)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    Record record = ((Parsed.Accepted) travelled.parse(Events.event("{\"x\":3}"))).record();
    assertThat(record.row().numbers()[0]).isEqualTo(3);
  }
}
