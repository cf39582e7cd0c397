package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What means "missing" is written in the pipeline file as it is written in the events. */
class SentinelsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // column                                    | its sentinel | cell         | missing
        "type: numeric                               | -200         | -200         | true",
        "type: numeric                               | -200         | -200.0       | true",
        "type: numeric                               | '\u2212200'  | -200         | true",
        "type: numeric                               | off          | off          | true",
        "type: numeric                               | -200         | 200          | false",
        "type: numeric, unit: $                      | $0           | $0           | true",
        "type: numeric, unit: $                      | $0           | $1           | false",
        "type: numeric, decimal: comma               | -999,00      | '-999,00'    | true",
        "type: numeric, decimal: point               | (1)          | -1           | true",
        "type: numeric, written: durations           | 00:00:00     | 00:00:00     | true",
        "type: numeric, written: durations           | 1d           | 24:00:00     | true",
        "type: numeric, written: durations           | 1d           | 1            | false",
        "type: categorical                           | 99.0         | 99           | true",
        "type: categorical                           | 99           | 99.0         | true",
        "type: categorical                           | none given   | none given   | true",
        "type: categorical                           | 99           | 9            | false",
        "type: numeric, from: f, part: days          | 1900-01-01   | 1900-01-01   | true",
        "type: numeric, from: f, part: days          | 1900-01-01   | 1900-01-02   | false",
        "type: categorical, from: f, part: weekday   | 1900-01-01   | 1900-01-01   | true",
        "type: categorical, from: f, part: weekday   | 0.0          | 0            | true",
      })
  void aCellThatIsReadLikeASentinelIsMissing(
      String column, String sentinel, String cell, boolean missing) {
    assertThat(isMarked("%s, sentinels: [\"%s\"]".formatted(column, sentinel), cell))
        .isEqualTo(missing);
  }

  /** What everybody writes for "missing" may be a kind of something. */
  @ParameterizedTest
  @CsvSource({"NA, false", "'NA ', false", "na, true", "?, true", "None, false", "Grvl, false"})
  void aWordThatIsACategoryIsNot(String cell, boolean missing) {
    assertThat(isMarked("type: categorical, categories: [\"NA\", \"None\"]", cell))
        .isEqualTo(missing);
    assertThat(isMarked("type: categorical", "NA")).isTrue();
  }

  @Test
  void onlyWordsThatMeanMissingNeedToBeNamed() {
    assertThat(Fixtures.problems(yaml("type: numeric, categories: [NA]")))
        .extracting(Problem::toString)
        .containsExactly(
            "p.yaml:6:34 columns.f.categories: only a categorical field has categories that"
                + " mean \"missing\" elsewhere; remove it, or make the column categorical");
    assertThat(
            Fixtures.problems(
                yaml("type: categorical, categories: [Grvl, \"?\", NA], sentinels: [\"?\"]")))
        .extracting(Problem::toString)
        .containsExactly(
            "p.yaml:6:38 columns.f.categories: 'Grvl' is a category in any case: it means"
                + " \"missing\" nowhere; remove it",
            "p.yaml:6:38 columns.f.categories: '?' is a sentinel as well; remove it from one of"
                + " the two");
  }

  private static String yaml(String column) {
    return """
        pipeline: p
        label: {column: y, task: regression}
        sources: [{name: a, topic: a}]
        kafka: {bootstrap: "localhost:9092"}
        columns:
          %s: {%s}
        """
        .formatted(column.contains("from:") ? "part" : "f", column);
  }

  private static boolean isMarked(String column, String cell) {
    PipelineSpec spec = Fixtures.valid(yaml(column));
    JsonParser parser =
        new JsonParser(spec.schema(), Limits.DEFAULT, null, null, "p", false, spec.notations());
    byte[] event = "{\"f\": \"%s\", \"y\": 1}".formatted(cell).getBytes(StandardCharsets.UTF_8);
    RawEvent raw = new RawEvent(new Origin("a", 0, 0), 0, 0, null, event, List.of());
    Record record = ((Parsed.Accepted) parser.parse(raw)).record();
    TableStatistics statistics =
        new TableStatistics(spec.schema(), Limits.DEFAULT, MatrixVector.JAVA, 3);
    return statistics.read(record.row()).marked()[0];
  }
}
