package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.RawEvent;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassesTest {

  private static final int ROWS = 1_000;
  private static final int TRAINING = 800;
  private static final int PASSES = 3;
  private static final List<Column> FEATURES =
      List.of(Column.numeric("x"), Column.categorical("c", 4));
  private static final PollutionSpec DIRT =
      PollutionSpec.parse("stuck=0.3[x]@0.25,outlier=0.1@0-0.5,missing=0.1,typo=0.2[c]");

  @TempDir Path folder;
  private List<Path> files;

  /** Three files: plain, gzip, and plain again; one cell in ten goes over two lines. */
  @BeforeEach
  void write() throws Exception {
    Path zipped = folder.resolve("b.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(rows(300, 700).getBytes(StandardCharsets.UTF_8));
    }
    files =
        List.of(
            Files.writeString(folder.resolve("a.csv"), rows(0, 300)),
            zipped,
            Files.writeString(folder.resolve("c.csv"), rows(700, ROWS)));
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("x,c,y\n");
    for (int i = from; i < to; i++) {
      text.append(i).append(i % 10 == 0 ? ",\"sp\nring\"," : ",winter,").append(i).append('\n');
    }
    return text.toString();
  }

  private FileReplay replay() {
    return FileReplay.of(files).pollute(DIRT, 5, FEATURES).passes(PASSES).holdOut(0.2, 7).build();
  }

  private static String value(RawEvent event) {
    return new String(event.value(), StandardCharsets.UTF_8);
  }

  /** The label, which is never polluted, is the number of the row. */
  private static int row(RawEvent event) {
    return Integer.parseInt(value(event).replaceAll("(?s).*\"y\":\"(\\d+)\".*", "$1"));
  }

  private static List<RawEvent> all(FileReplay replay) {
    List<RawEvent> events =
        Stream.iterate(0L, i -> i + 1).limit(replay.count()).map(replay::map).toList();
    replay.close();
    return events;
  }

  @Test
  void everyPassShowsTheTrainingRowsInOrderAndTheHeldOutRowsComeOnceAtTheEnd() {
    FileReplay replay = replay();
    assertThat(replay.count()).isEqualTo(PASSES * TRAINING + 200);
    assertThat(replay.heldOutFrom()).isEqualTo(PASSES * TRAINING);
    List<Integer> rows = all(replay).stream().map(PassesTest::row).toList();
    List<Integer> first = rows.subList(0, TRAINING);
    assertThat(first).isSorted().doesNotHaveDuplicates();
    for (int pass = 1; pass < PASSES; pass++) {
      assertThat(rows.subList(pass * TRAINING, (pass + 1) * TRAINING)).isEqualTo(first);
    }
    List<Integer> heldOut = rows.subList(PASSES * TRAINING, rows.size());
    assertThat(heldOut).hasSize(200).isSorted().doesNotContainAnyElementsOf(first);
    assertThat(new HashSet<>(rows)).hasSize(ROWS);
  }

  @Test
  void aRowIsAsDirtyInEveryPassAsInOneReadingOfTheFiles() {
    List<RawEvent> once = all(FileReplay.of(files).pollute(DIRT, 5, FEATURES).build());
    int dirty = 0;
    for (RawEvent event : all(replay())) {
      RawEvent same = once.get(row(event));
      assertThat(value(event)).isEqualTo(value(same));
      assertThat(event.headers().get(0).value()).isEqualTo(same.headers().get(0).value());
      dirty += value(event).contains("\"x\":\"" + row(event) + "\"") ? 0 : 1;
    }
    assertThat(dirty).isGreaterThan(500);
  }

  @Test
  void offsetsAndTimesCountUpOverAllPasses() {
    FileReplay replay = replay();
    for (long i = 0; i < replay.count(); i++) {
      RawEvent event = replay.map(i);
      assertThat(event.origin().offset()).isEqualTo(i);
      assertThat(event.timestamp()).isEqualTo(i);
    }
    assertThat(replay.map((long) TRAINING).origin().topic()).isEqualTo("a");
    replay.close();
  }

  @Test
  void withoutPassesAndHeldOutRowsNothingChanges() {
    List<RawEvent> plain = all(FileReplay.of(files).build());
    FileReplay replay = FileReplay.of(files).passes(1).holdOut(0, 7).build();
    assertThat(replay.heldOutFrom()).isEqualTo(Long.MAX_VALUE);
    assertThat(all(replay).stream().map(RawEvent::origin).toList())
        .isEqualTo(plain.stream().map(RawEvent::origin).toList());
    assertThat(plain.get(301).origin().id()).isEqualTo("b-0-1");
    FileReplay twice = FileReplay.of(files).passes(2).build();
    assertThat(twice.heldOutFrom()).isEqualTo(Long.MAX_VALUE);
    List<RawEvent> events = all(twice);
    assertThat(events).hasSize(2 * ROWS);
    assertThat(events.stream().map(event -> event.origin().id())).doesNotHaveDuplicates();
    assertThat(row(events.get(ROWS + 17))).isEqualTo(17);
  }

  @Test
  void anyIndexGivesItsEventWhateverWasReadBefore() throws Exception {
    List<RawEvent> events = all(replay());
    Random random = new Random(11);
    FileReplay jumping = replay();
    for (int jump = 0; jump < 60; jump++) {
      int index = random.nextInt(events.size());
      assertThat(value(jumping.map((long) index))).isEqualTo(value(events.get(index)));
      assertThat(value(jumping.map((long) index))).isEqualTo(value(events.get(index)));
    }
    FileReplay restored = InstantiationUtil.clone(jumping);
    for (long i = 2 * TRAINING + 300; i < events.size(); i++) {
      assertThat(value(restored.map(i))).isEqualTo(value(events.get((int) i)));
    }
    jumping.close();
    restored.close();
  }

  @Test
  void cleanFilesGoAlongThroughAllPasses() throws Exception {
    Path clean = Files.writeString(folder.resolve("clean.csv"), rows(0, ROWS));
    FileReplay replay =
        FileReplay.of(files).cleanFiles(List.of(clean)).passes(2).holdOut(0.2, 7).build();
    for (RawEvent event : all(replay)) {
      assertThat(event.headers().get(0).value()).isEqualTo(event.value());
    }
  }

  @Test
  void aJobThatFailsInTheThirdPassGoesOnFromItsCheckpoint() throws Exception {
    FileReplay replay = replay();
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    env.enableCheckpointing(20);
    FailsOnce.FAILED.set(false);
    FailsOnce.FIRST_AFTER.set(-1);
    List<String> ids =
        env.fromSource(
                replay.source(new GenericTypeInfo<>(RawEvent.class)),
                WatermarkStrategy.noWatermarks(),
                "replay")
            .map(new FailsOnce(2 * TRAINING + 50))
            .executeAndCollect(2 * (int) replay.count());
    assertThat(FailsOnce.FIRST_AFTER.get()).isBetween(2L * TRAINING + 1, 3L * TRAINING - 1);
    assertThat(ids).isEqualTo(all(replay).stream().map(FailsOnce::text).toList());
  }

  /** Fails once, after a checkpoint that holds the given event. */
  private static final class FailsOnce
      implements MapFunction<RawEvent, String>, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final AtomicLong FIRST_AFTER = new AtomicLong();

    private final long from;
    private long seen;
    private boolean due;

    FailsOnce(long from) {
      this.from = from;
    }

    @Override
    public String map(RawEvent event) throws Exception {
      seen = event.timestamp();
      if (seen > from && !FAILED.get()) {
        Thread.sleep(2);
        if (due && FAILED.compareAndSet(false, true)) {
          throw new IllegalStateException("as planned");
        }
      }
      if (FAILED.get()) {
        FIRST_AFTER.compareAndSet(-1, seen);
      }
      return text(event);
    }

    @Override
    public void notifyCheckpointComplete(long id) {
      due |= seen > from + 20;
    }

    static String text(RawEvent event) {
      return event.origin().id() + value(event);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> FileReplay.of(files).passes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 passes: there must be at least 1");
    assertThatThrownBy(() -> FileReplay.of(files).holdOut(0.95, 1))
        .hasMessageContaining("from 0 to 0.9");
    Path one = folder.resolve("one.csv");
    assertThatThrownBy(
            () -> {
              Files.writeString(one, "x,y\n1,2\n");
              FileReplay.of(List.of(one)).holdOut(0.5, 1).build();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leaves none to learn from");
  }
}
