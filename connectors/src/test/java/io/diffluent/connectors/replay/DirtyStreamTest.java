package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class DirtyStreamTest {

  private static final int EVENTS = 20_000;
  private static final JsonParser PARSER =
      new JsonParser(
          DirtyStream.schema(), Limits.DEFAULT, DirtyStream.ID, null, "deliveries", true);

  private static Record record(RawEvent event) {
    return ((Parsed.Accepted) PARSER.parse(event)).record();
  }

  @Test
  void aFunctionOfSeedAndIndex() throws Exception {
    DirtyStream one = new DirtyStream(4);
    DirtyStream copy = InstantiationUtil.clone(new DirtyStream(4));
    for (long i = 999; i >= 0; i--) {
      assertThat(one.event(i).value()).isEqualTo(copy.map(i).value());
    }
    assertThat(one.event(0).value()).isNotEqualTo(new DirtyStream(5).event(0).value());
  }

  @Test
  void originsAreThePositionsInFreshTopics() {
    DirtyStream stream = new DirtyStream(4);
    long[] next = new long[2];
    Set<String> ids = new HashSet<>();
    for (long i = 0; i < 1_000; i++) {
      RawEvent event = stream.event(i);
      assertThat(event.origin().offset()).isEqualTo(next[event.source()]++);
      assertThat(event.origin().topic())
          .isEqualTo(DirtyStream.schema().sources().get(event.source()));
      assertThat(ids.add(event.origin().id())).isTrue();
    }
    assertThat(next).containsExactly(600, 400);
  }

  @Test
  void dirtInTheFirstSourceAndWrongLabelsInTheSecond() {
    DirtyStream stream = new DirtyStream(4);
    int[] cells = new int[2];
    int[] dirty = new int[2];
    Correlation[] planned = {new Correlation(), new Correlation()};
    Correlation noise = new Correlation();
    Correlation features = new Correlation();
    for (long i = 0; i < EVENTS; i++) {
      RawEvent event = stream.event(i);
      Record record = record(event);
      Row clean = record.clean();
      assertThat(record.envelope().event()).isEqualTo("d" + i);
      double label = Double.parseDouble(record.label());
      planned[event.source()].add(clean.numbers()[1], label);
      noise.add(clean.numbers()[5], label);
      features.add(clean.numbers()[0], clean.numbers()[1]);
      for (int c = 0; c < clean.texts().length; c++) {
        cells[event.source()]++;
        boolean same = java.util.Objects.equals(record.row().raw(c), clean.raw(c));
        dirty[event.source()] += same ? 0 : 1;
      }
    }
    assertThat(dirty[0] / (double) cells[0]).isBetween(0.11, 0.14);
    assertThat(dirty[1]).isZero();
    assertThat(planned[0].value()).isGreaterThan(0.8);
    assertThat(planned[1].value()).isBetween(0.1, 0.45);
    assertThat(noise.value()).isBetween(-0.05, 0.05);
    assertThat(features.value()).isGreaterThan(0.8);
  }

  private static final class Correlation {
    private double n;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    void add(double a, double b) {
      n++;
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }

    double value() {
      return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
    }
  }
}
