package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are parts of the time in another field. */
class JsonParserTimesTest {

  private static final int HOUR = 0;
  private static final int WEEKDAY = 1;
  private static final int DAYS = 2;
  private static final int DUE_MONTH = 3;
  private static final int OTHER = 4;

  private static final JsonParser PARSER =
      new JsonParser(
          new Schema(
              List.of(
                  Column.numeric("hour"),
                  Column.categorical("weekday", 8),
                  Column.numeric("days"),
                  Column.categorical("due", 16),
                  Column.numeric("other")),
              Label.regression("y"),
              List.of("s")),
          Limits.DEFAULT,
          "when",
          null,
          "p",
          true,
          new Notations(
              Map.of(),
              Set.of(),
              Map.of(
                  "hour", new TimeOf("when", TimePart.HOUR, DateOrder.YMD),
                  "weekday", new TimeOf("when", TimePart.WEEKDAY, DateOrder.YMD),
                  "days", new TimeOf("when", TimePart.DAYS, DateOrder.YMD),
                  "due", new TimeOf("until", TimePart.MONTH, DateOrder.DMY))));

  @Test
  void severalColumnsComeFromOneField() {
    Record record =
        accepted("{\"when\":\"2013-01-31T17:30:00Z\",\"until\":\"28.2.2013\",\"other\":7}");
    assertThat(record.row().numbers())
        .containsExactly(17.5, Double.NaN, 15736 + 17.5 / 24, Double.NaN, 7);
    assertThat(record.row().texts()).containsExactly(null, "4", null, "2", null);
    assertThat(record.envelope().event()).isEqualTo("2013-01-31T17:30:00Z");
  }

  @Test
  void theFieldNeedNotBeATextNorComeFirst() {
    for (String json : List.of("1359653400", "1359653400000", "1.3596534e9", "\"1359653400\"")) {
      Row row = accepted("{\"other\":1,\"when\":" + json + "}").row();
      assertThat(row.numbers()[HOUR]).isEqualTo(17.5);
      assertThat(row.texts()[WEEKDAY]).isEqualTo("4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2013-02-31 17:30", "yesterday", "17", "true"})
  void whatIsNoTimeIsKeptWithoutAGuess(String text) {
    boolean literal = text.equals("17") || text.equals("true");
    Row row = accepted("{\"when\":" + (literal ? text : '"' + text + '"') + "}").row();
    for (int c : new int[] {HOUR, WEEKDAY, DAYS}) {
      assertThat(row.texts()[c]).isEqualTo(text);
      assertThat(row.numbers()[c]).isNaN();
    }
    assertThat(row.isEmpty(DUE_MONTH)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \\t\""})
  void nothingIsMissing(String json) {
    Row row = accepted("{\"when\":" + json + ",\"other\":2}").row();
    for (int c : new int[] {HOUR, WEEKDAY, DAYS, DUE_MONTH}) {
      assertThat(row.isEmpty(c)).isTrue();
    }
    assertThat(row.numbers()[OTHER]).isEqualTo(2);
  }

  @Test
  void aPartThatIsNotThereIsMissing() {
    Row day = accepted("{\"when\":\"2013-01-31\"}").row();
    assertThat(day.isEmpty(HOUR)).isTrue();
    assertThat(day.texts()[WEEKDAY]).isEqualTo("4");
    Row clock = accepted("{\"when\":\"17:30\"}").row();
    assertThat(clock.numbers()[HOUR]).isEqualTo(17.5);
    assertThat(clock.isEmpty(WEEKDAY)).isTrue();
  }

  @Test
  void aFieldOfTheColumnsOwnNameIsNotRead() {
    Row row = accepted("{\"hour\":3,\"weekday\":{\"a\":[1]},\"when\":\"17:30\"}").row();
    assertThat(row.numbers()[HOUR]).isEqualTo(17.5);
    assertThat(row.isEmpty(WEEKDAY)).isTrue();
  }

  @Test
  void theCleanRowIsReadTheSame() {
    Record record =
        accepted("{\"when\":\"2O13\"}", Events.header(Header.CLEAN, "{\"when\":\"2013-01-31\"}"));
    assertThat(record.row().texts()[WEEKDAY]).isEqualTo("2O13");
    assertThat(record.clean().texts()[WEEKDAY]).isEqualTo("4");
  }

  @Test
  void anObjectOrAHugeNumberIsRefusedLikeElsewhere() {
    Parsed.Rejected object = (Parsed.Rejected) PARSER.parse(Events.event("{\"until\":{}}"));
    assertThat(object.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    assertThat(object.detail()).contains("column 'until'");
    Parsed.Rejected huge = (Parsed.Rejected) PARSER.parse(Events.event("{\"until\":1e999}"));
    assertThat(huge.reason()).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
  }

  private static Record accepted(String json, Header... headers) {
    return ((Parsed.Accepted) PARSER.parse(Events.event(json, headers))).record();
  }
}
