package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.Header;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReplayTest {

  private static final List<Column> FEATURES =
      List.of(Column.numeric("x"), Column.categorical("c", 4));

  @TempDir Path folder;
  private Path rides;
  private Path more;

  @BeforeEach
  void write() throws Exception {
    rides = folder.resolve("rides.csv");
    more = folder.resolve("more rides.csv");
    Files.writeString(rides, rows(0, 600));
    Files.writeString(more, rows(600, 1_000));
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("x,c,from,y\n");
    for (int i = from; i < to; i++) {
      text.append(i).append(i % 2 == 0 ? ",a,one," : ",b,two,").append(i * 10).append('\n');
    }
    return text.toString();
  }

  private static String value(RawEvent event) {
    return new String(event.value(), StandardCharsets.UTF_8);
  }

  @Test
  void rowsBecomeEventsInOrder() {
    FileReplay replay =
        FileReplay.of(List.of(rides, more)).sourceColumn("from", List.of("two", "one")).build();
    assertThat(replay.count()).isEqualTo(1_000);
    RawEvent first = replay.map(0L);
    assertThat(value(first)).isEqualTo("{\"x\":\"0\",\"c\":\"a\",\"from\":\"one\",\"y\":\"0\"}");
    assertThat(first.origin().id()).isEqualTo("rides-0-0");
    assertThat(first.source()).isEqualTo(1);
    assertThat(first.headers()).isEmpty();
    RawEvent later = replay.map(601L);
    assertThat(later.origin().id()).isEqualTo("more_rides-0-1");
    assertThat(later.timestamp()).isEqualTo(601);
    assertThat(later.source()).isZero();
    assertThat(replay.map(3L).origin().id()).isEqualTo("rides-0-3");
    replay.close();
  }

  @Test
  void theOrderOfTheEventsIsKnownByTheirOrigins() {
    FileReplay.Builder files = FileReplay.of(List.of(rides, more));
    for (FileReplay replay :
        List.of(files.build(), files.topic("bike").build(), files.passes(2).build())) {
      List<Origin> origins = new ArrayList<>();
      for (long i = 0; i < replay.count(); i++) {
        origins.add(replay.map(i).origin());
      }
      List<Origin> sorted = new ArrayList<>(origins);
      Collections.shuffle(sorted, new Random(3));
      sorted.sort(replay.order());
      assertThat(sorted).isEqualTo(origins);
      replay.close();
    }
  }

  @Test
  void aGivenTopicHasOnePartitionPerFile() {
    FileReplay replay = FileReplay.of(List.of(rides, more)).topic("bike").build();
    assertThat(replay.map(5L).origin().id()).isEqualTo("bike-0-5");
    assertThat(replay.map(999L).origin().id()).isEqualTo("bike-1-399");
  }

  @Test
  void errorsCarryTheirGroundTruthAndSpareTheLabel() {
    FileReplay replay =
        FileReplay.of(List.of(rides, more))
            .pollute(PollutionSpec.parse("missing=0.2,outlier=0.2"), 5, FEATURES)
            .build();
    FileReplay clean = FileReplay.of(List.of(rides, more)).build();
    int dirty = 0;
    for (long i = 0; i < 1_000; i++) {
      RawEvent event = replay.map(i);
      assertThat(value(event)).contains("\"y\":\"" + i * 10 + "\"");
      Header truth = event.headers().get(0);
      assertThat(truth.name()).isEqualTo(Header.CLEAN);
      assertThat(truth.value()).isEqualTo(clean.map(i).value());
      dirty += value(event).equals(value(clean.map(i))) ? 0 : 1;
    }
    assertThat(dirty).isBetween(460, 580);
  }

  @Test
  void errorsMayKeepToTheRowsOfOneSource() {
    FileReplay.Builder builder =
        FileReplay.of(List.of(rides, more)).sourceColumn("from", List.of("two", "one"));
    FileReplay replay =
        builder.pollute(PollutionSpec.parse("missing=1@0.5[x]{one}"), 5, FEATURES).build();
    for (long i = 0; i < 1_000; i++) {
      assertThat(value(replay.map(i)).contains("\"x\"")).isEqualTo(i < 500 || i % 2 == 1);
    }
    assertThatThrownBy(
            () -> builder.pollute(PollutionSpec.parse("typo=1{on}"), 5, FEATURES).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pollution of source 'on', which is none of [two, one]; did you mean 'one'?");
    FileReplay.Builder without = FileReplay.of(List.of(rides));
    assertThatThrownBy(
            () -> without.pollute(PollutionSpec.parse("typo=1{one}"), 5, FEATURES).build())
        .hasMessage("pollution of source 'one': no column tells the sources of the rows");
  }

  @Test
  void cleanFilesAreGroundTruth() throws Exception {
    Path truth = folder.resolve("truth.csv");
    Files.writeString(truth, rows(2_000, 2_600));
    FileReplay replay = FileReplay.of(List.of(rides)).cleanFiles(List.of(truth)).build();
    assertThat(new String(replay.map(3L).headers().get(0).value(), StandardCharsets.UTF_8))
        .contains("\"x\":\"2003\"");
    assertThatThrownBy(() -> FileReplay.of(List.of(more)).cleanFiles(List.of(truth)).build())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("600 rows, the input has 400");
  }

  @Test
  void sourcesThatAreNoneAreFoundBeforeTheStart() {
    assertThatThrownBy(
            () -> FileReplay.of(List.of(rides)).sourceColumn("from", List.of("one")).build())
        .hasMessageContaining("rides.csv line 3: 'two' in column 'from' is no source");
    assertThatThrownBy(
            () -> FileReplay.of(List.of(rides)).sourceColumn("form", List.of("one")).build())
        .hasMessageContaining("did you mean 'from'?");
  }

  @Test
  void aRestoredReplayGoesOnWhereItWas() throws Exception {
    FileReplay replay =
        FileReplay.of(List.of(rides, more))
            .pollute(PollutionSpec.parse("typo=0.5"), 5, FEATURES)
            .build();
    replay.map(10L);
    FileReplay restored = InstantiationUtil.clone(replay);
    assertThat(value(restored.map(777L))).isEqualTo(value(replay.map(777L)));
  }

  @Test
  void asAFlinkSourceInOrder() throws Exception {
    FileReplay replay = FileReplay.of(List.of(rides, more)).build();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    List<Long> times =
        env.fromSource(
                replay.source(new GenericTypeInfo<>(RawEvent.class)),
                WatermarkStrategy.noWatermarks(),
                "replay")
            .setParallelism(1)
            .map(RawEvent::timestamp)
            .setParallelism(1)
            .executeAndCollect(2_000);
    assertThat(times).hasSize(1_000).isSorted().doesNotHaveDuplicates();
  }
}
