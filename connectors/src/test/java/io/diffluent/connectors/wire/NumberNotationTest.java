package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberNotationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "$|POINT|$1,234.50|1234.5",
        "$|POINT|-$1,234.50|-1234.5",
        "$|POINT|1234.5|1234.5",
        "$|POINT|1234,567|NaN",
        "$|POINT|12,34|NaN",
        "$|POINT|$|NaN",
        "€|COMMA|1.234,56 €|1234.56",
        "-|COMMA|12,5|12.5",
        "-|COMMA|1,112|1.112",
        "-|COMMA|-0,725|-0.725",
        "-|COMMA|1.234|1234",
        "-|COMMA|12.5|12.5",
        "-|COMMA|1'234,5|1234.5",
        "%|-|12.5%|12.5",
        "%|-|12.5 %|12.5",
        "%|-|12.5 kg|NaN",
        "%|-|1,234%|NaN",
        "-|-|1,234|NaN",
        "kg|-|1e3kg|1000",
        "$|POINT|($1,234.50)|-1234.5",
        "-|POINT|(1,200)|-1200",
        "$|POINT|$(1,234.50)|-1234.5",
        "$|POINT|$ (12)|-12",
        "-|POINT|12(3)|NaN",
        "-|POINT|(-5)|NaN",
        "-|POINT|()|NaN",
        "-|COMMA|175,83-|-175.83",
        "-|COMMA|12 345,67|12345.67",
        "USD|POINT|USD 1,234.50|1234.5",
        "-|-|\u22125.25|-5.25",
        "-|COMMA|\u22121.234,5|-1234.5",
        "$|POINT|\u2212$5|-5",
        "$|POINT|$\u22121,234.5|-1234.5",
        "$|-|$\u2212\u22125|NaN",
        "-|-|5\u22123|NaN",
        "₹|POINT|₹12,34,567.50|1234567.5",
        "-|POINT|1,2,345|NaN",
        "-|COMMA|192.68.10.100|NaN",
        "-|POINT|12,34,56|NaN",
        "-|COMMA|8,177E-03|0.008177",
      })
  void read(String unit, Decimal decimal, String text, double number) {
    assertThat(new NumberNotation(unit, decimal).read(text)).isEqualTo(Double.valueOf(number));
  }

  /** Grades, footnotes and age bands, where nobody has said that they are amounts. */
  @ParameterizedTest
  @ValueSource(strings = {"2-", "(1)", "65-", "1,200", "$5"})
  void whatIsPlainIsReadPlainly(String text) {
    assertThat(NumberNotation.PLAIN.plain(text)).isNull();
    assertThat(NumberNotation.PLAIN.read(text)).isNaN();
  }

  @Test
  void readingNeverThrowsAndIsFinite() {
    SplittableRandom random = new SplittableRandom(5);
    String alphabet = "0123456789.,'-+e% ";
    NumberNotation comma = new NumberNotation("%", Decimal.COMMA);
    NumberNotation point = new NumberNotation("%", Decimal.POINT);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(comma.read(text.toString())).isNotInfinite();
      assertThat(point.read(text.toString())).isNotInfinite();
    }
  }

  @Test
  void fieldsAreReadInTheirNotation() {
    Notations notations =
        new Notations(
            Map.of(
                "rate", new NumberNotation("%", null), "y", new NumberNotation("$", Decimal.POINT)),
            Set.of("unknown", "-200.0"));
    JsonParser parser =
        new JsonParser(
            new Schema(
                List.of(Column.numeric("rate"), Column.numeric("other")),
                Label.regression("y"),
                List.of("s")),
            Limits.DEFAULT,
            null,
            null,
            "p",
            false,
            notations);
    Record record = parse(parser, "{\"rate\":\"5%\",\"other\":\"5%\",\"y\":\"$1,250.00\"}");
    assertThat(record.row().numbers()).containsExactly(5, 5);
    assertThat(record.row().texts()).containsExactly(null, "5%");
    assertThat(record.label()).isEqualTo("1250");
    for (String none : List.of("\"unknown\"", "\"-200\"", "-200", "\"$-200.00\"", "null")) {
      assertThat(parse(parser, "{\"y\":" + none + "}").label()).isNull();
    }
    assertThat(parse(parser, "{\"y\":\"about 5\"}").label()).isEqualTo("about 5");
  }

  /** What is 1.500 in a cell is 1.500 in a label; and what JSON calls a number is one. */
  @Test
  void aLabelIsReadAsACellIs() {
    NumberNotation comma = new NumberNotation(null, Decimal.COMMA);
    JsonParser parser =
        new JsonParser(
            new Schema(List.of(Column.numeric("x")), Label.regression("y"), List.of("s")),
            Limits.DEFAULT,
            null,
            null,
            "p",
            false,
            new Notations(Map.of("x", comma, "y", comma), Set.of()));
    for (String written :
        List.of("\"1.500\"", "\"2.000\"", "\"1.234\"", "\"1,50\"", "1.234", "12.345", "7")) {
      Record record = parse(parser, "{\"x\":" + written + ",\"y\":" + written + "}");
      assertThat(Double.parseDouble(record.label()))
          .as(written)
          .isEqualTo(record.row().numbers()[0]);
    }
    assertThat(parse(parser, "{\"y\":\"1.500\"}").label()).isEqualTo("1500");
    assertThat(parse(parser, "{\"y\":1.234}").label()).isEqualTo("1.234");
  }

  @Test
  void aClassIsCalledAsItIsWritten() {
    JsonParser parser =
        new JsonParser(
            new Schema(List.of(Column.numeric("x")), Label.multiclass("y", 8), List.of("s")),
            Limits.DEFAULT,
            null,
            null,
            "p",
            false);
    for (String grade : List.of("2-", "(1)", "2", "-2", "a")) {
      assertThat(parse(parser, "{\"y\":\"" + grade + "\"}").label()).isEqualTo(grade);
    }
    assertThat(parse(parser, "{\"y\":\"\u22122\"}").label()).isEqualTo("-2");
  }

  private static Record parse(JsonParser parser, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    RawEvent event = new RawEvent(new Origin("t", 0, 0), 0, 0, null, bytes, List.of());
    return ((Parsed.Accepted) parser.parse(event)).record();
  }
}
