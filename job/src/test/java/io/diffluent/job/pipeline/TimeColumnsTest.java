package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.DateOrder;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.connectors.wire.TimePart;
import io.diffluent.core.record.Column;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Columns of a pipeline file that are parts of a time. */
class TimeColumnsTest {

  private static final String HEAD =
      "pipeline: x\nlabel: {column: y, task: regression}\nsources: [{topic: t}]\n"
          + "id: no\nkey: site\ncolumns:\n";

  @Test
  void everythingThatIsWrongIsSaidAtItsLine() {
    String file =
        HEAD
            + """
              a: {type: numeric, part: hour}
              b: {type: numeric, from: when}
              c: {type: numeric, order: dmy}
              d: {type: numeric, from: when, part: weekday}
              e: {type: categorical, from: when, part: days}
              f: {type: numeric, from: y, part: hour}
              g: {type: numeric, from: f, part: hour}
              h: {type: numeric, from: h, part: hour}
              no: {type: numeric, from: when, part: hour}
              site: {type: numeric, from: when, part: hour, unit: kg, decimal: comma}
              i: {type: numeric, size: 3, from: when, part: minute, order: myd}
              j: {from: when, part: month}
              k: {type: categorical, from: when, part: hour, unit: h}
            """;
    assertThat(Fixtures.problems(file))
        .extracting(Problem::toString)
        .containsExactly(
            "p.yaml:7:28 columns.a.from: columns.a is part of a time, but of none that is named;"
                + " add from: the field that holds the time, or remove part",
            "p.yaml:8:28 columns.b.part: columns.b does not say which part of the time it is;"
                + " add part: hour, weekday, month or days",
            "p.yaml:9:29 columns.c.order: order has no meaning for a column that is no part of a"
                + " time; remove it, or add from and part",
            "p.yaml:10:13 columns.d.type: part: weekday cannot be numeric; make it categorical",
            "p.yaml:11:13 columns.e.type: part: days cannot be categorical; make it numeric",
            "p.yaml:12:28 columns.f.from: columns.f is part of the label 'y';"
                + " remove it: neither a label nor a part of it is ever an input",
            "p.yaml:13:28 columns.g.from: columns.g is taken from 'f', which is a part of a time;"
                + " name the field that holds the time",
            "p.yaml:14:28 columns.h.from: columns.h is taken from itself;"
                + " name the field that holds the time, and give the part another name",
            "p.yaml:15:3 columns.no: 'no' is a part of a time and the field of the id;"
                + " give the part another name",
            "p.yaml:16:3 columns.site: 'site' is a part of a time and the field of the key;"
                + " give the part another name",
            "p.yaml:16:55 columns.site.unit: a part of a time has no unit; remove it",
            "p.yaml:16:68 columns.site.decimal: a part of a time has no decimal; remove it",
            "p.yaml:17:28 columns.i.size: a numeric column has no size;"
                + " remove it, or make the column categorical",
            "p.yaml:17:49 columns.i.part: must be hour, weekday, month or days, found 'minute';"
                + " choices: hour, weekday, month, days",
            "p.yaml:17:64 columns.i.order: must be ymd, dmy or mdy, found 'myd';"
                + " did you mean 'ymd'?",
            "p.yaml:18:3 columns.j.type: columns.j has no type;"
                + " add type: numeric or categorical, or ignore: true",
            "p.yaml:19:56 columns.k.unit: a part of a time has no unit; remove it");
  }

  @Test
  void severalColumnsMayComeFromOneFieldAndFromAColumn() {
    PipelineSpec spec =
        Fixtures.valid(
            HEAD
                + """
                  kind: {type: categorical, size: 8}
                  h: {type: numeric, from: when, part: hour}
                  w: {type: categorical, size: 8, from: when, part: weekday, sentinels: ["0"]}
                  m: {type: numeric, from: kind, part: month, order: mdy}
                  d: {type: numeric, from: other, part: days, ignore: true}
                """);
    assertThat(spec.schema().columnNames()).containsExactly("kind", "h", "w", "m");
    assertThat(spec.fields())
        .containsExactly(Column.categorical("kind", 8), Column.categorical("when", 1));
    assertThat(spec.notations().times())
        .isEqualTo(
            Map.of(
                "h", new TimeOf("when", TimePart.HOUR, DateOrder.YMD),
                "w", new TimeOf("when", TimePart.WEEKDAY, DateOrder.YMD),
                "m", new TimeOf("kind", TimePart.MONTH, DateOrder.MDY),
                "d", new TimeOf("other", TimePart.DAYS, DateOrder.YMD)));
    assertThat(spec.columns().get(2).sentinels()).isEqualTo(List.of("0"));
    assertThat(Fixtures.valid(PipelineYaml.write(spec, PipelineYaml.Comments.NONE)))
        .isEqualTo(spec);
  }
}
