package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Header;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLabelParserTest {

  private static final JsonLabelParser PARSER =
      new JsonLabelParser(
          "y",
          Limits.DEFAULT,
          null,
          "city",
          "pipeline",
          new Notations(
              Map.of("y", new NumberNotation("$", NumberNotation.Decimal.POINT)), Set.of("none")));

  @Test
  void labelIsReadWithItsEventAndItsModel() {
    String json = "{\"id\":\"rides-0-7\",\"y\":\"$1,200\",\"city\":\"aachen\",\"else\":[1]}";
    LabelEvent label = ((Parsed.Labels) PARSER.parse(Events.event(json))).label();
    assertThat(label.id()).isEqualTo("rides-0-7");
    assertThat(label.model()).isEqualTo("aachen");
    assertThat(label.text()).isEqualTo("1200");
    assertThat(label.timestamp()).isEqualTo(label.event().timestamp());
  }

  /** It waits in the state with the label, other than that of a record. */
  @Test
  void theHeaderOfTheGroundTruthCountsAsAnyOther() {
    byte[] large = new byte[Limits.DEFAULT.eventBytes()];
    RawEvent plain = Events.event("{\"id\":\"e\",\"y\":1,\"city\":\"a\"}");
    RawEvent event =
        new RawEvent(
            plain.origin(),
            plain.timestamp(),
            plain.source(),
            plain.key(),
            plain.value(),
            List.of(new Header(Header.CLEAN, large)));
    assertThat(((Parsed.Rejected) PARSER.parse(event)).reason()).isEqualTo(RejectReason.TOO_LARGE);
  }

  @Test
  void idFieldOfTheEventsNamesTheEvent() {
    JsonLabelParser named =
        new JsonLabelParser("y", Limits.DEFAULT, "order", null, "shop", Notations.PLAIN);
    Parsed parsed = named.parse(Events.event("{\"order\":12,\"id\":\"other\",\"y\":true}"));
    LabelEvent label = ((Parsed.Labels) parsed).label();
    assertThat(label.id()).isEqualTo("12");
    assertThat(label.model()).isEqualTo("shop");
    assertThat(label.text()).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"y\":1,\"city\":\"a\"} | NO_EVENT_ID | id field 'id' is missing",
        "{\"id\":\"e\",\"y\":1} | NO_MODEL_KEY | model key field 'city' is missing",
        "{\"id\":\"e\",\"city\":\"a\"} | NO_LABEL | label 'y' is missing",
        "{\"id\":\"e\",\"city\":\"a\",\"y\":\"none\"} | NO_LABEL | label 'y' is missing",
        "{\"id\":[],\"city\":\"a\",\"y\":1} | WRONG_TYPE | id field 'id'",
        "[1] | NOT_AN_OBJECT | an array",
        "{\"id\" | NOT_JSON | byte",
      })
  void whatIsNoLabelIsRejectedWithItsReason(String json, RejectReason reason, String words) {
    Parsed.Rejected rejected = (Parsed.Rejected) PARSER.parse(Events.event(json));
    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected.detail()).contains(words);
  }

  /** A label may wait for its event in state, with all that came around it. */
  @Test
  void whatComesAroundALabelIsBounded() {
    String json = "{\"id\":\"e\",\"city\":\"a\",\"y\":1}";
    Header large = Events.header("trace", "x".repeat(Limits.DEFAULT.eventBytes()));
    Parsed.Rejected rejected = (Parsed.Rejected) PARSER.parse(Events.event(json, large));
    assertThat(rejected.reason()).isEqualTo(RejectReason.TOO_LARGE);
  }
}
