package io.diffluent.connectors.wire;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events and a schema for the tests of this package. */
final class Events {

  static final Schema SCHEMA =
      new Schema(
          List.of(Column.numeric("x"), Column.categorical("c", 8), Column.numeric("y")),
          Label.regression("label"),
          List.of("rides"));

  static final JsonParser PARSER = new JsonParser(SCHEMA, Limits.DEFAULT, "id", null, "bike", true);

  private Events() {}

  static RawEvent event(byte[] value, Header... headers) {
    return new RawEvent(
        new Origin("rides", 0, 41), 1000L, 0, new byte[] {7}, value, List.of(headers));
  }

  static RawEvent event(String json, Header... headers) {
    return event(json.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Record accepted(String json, Header... headers) {
    Parsed parsed = PARSER.parse(event(json, headers));
    if (parsed instanceof Parsed.Accepted accepted) {
      return accepted.record();
    }
    throw new AssertionError("not accepted: " + parsed);
  }

  static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
