package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.Record;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record waits for others to be scored with it, but never longer than it was told. */
class ScoreDelayTest {

  private static final LearnerConfig CONFIG = Examples.config();

  private final List<Record> records = Examples.records(50, 2);
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.open(CONFIG, Place.ONLY, null);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void pass(long milliseconds) throws Exception {
    bench.harness().setProcessingTime(bench.harness().getProcessingTime() + milliseconds);
  }

  @Test
  void recordsOfEveryKeyAreScoredWhenTheDelayIsOver() throws Exception {
    bench.process(records.subList(0, 5));
    pass(Bench.SCORE_DELAY_MS - 1);
    assertThat(bench.output()).isEmpty();
    pass(1);
    assertThat(bench.output()).hasSize(5);
  }

  @Test
  void delayCountsFromTheFirstRecordThatWaits() throws Exception {
    bench.process(records.subList(0, 1));
    pass(Bench.SCORE_DELAY_MS - 1);
    bench.process(records.subList(1, 2));
    assertThat(bench.harness().getProcessingTimeService().getNumActiveTimers()).isOne();
    pass(1);
    assertThat(bench.output()).hasSize(2);
  }

  @Test
  void laterRecordsGetADelayOfTheirOwn() throws Exception {
    bench.process(records.subList(0, 1));
    pass(Bench.SCORE_DELAY_MS);
    bench.process(records.subList(1, 3));
    pass(Bench.SCORE_DELAY_MS - 1);
    assertThat(bench.output()).hasSize(1);
    pass(1);
    assertThat(bench.output()).hasSize(3);
  }

  @Test
  void fullScoreBatchWaitsForNoClock() throws Exception {
    List<Record> one = Examples.records(Examples.SCORE_BATCH, 1);
    bench.process(one.subList(0, Examples.SCORE_BATCH - 1));
    assertThat(bench.output()).isEmpty();
    bench.process(one.subList(Examples.SCORE_BATCH - 1, Examples.SCORE_BATCH));
    assertThat(bench.output()).hasSize(Examples.SCORE_BATCH);
  }

  @Test
  void nothingWaitsBehindABarrier() throws Exception {
    bench.process(records.subList(0, 5));
    bench.harness().prepareSnapshotPreBarrier(1);
    assertThat(bench.output()).hasSize(5);
  }

  @Test
  void timerThatComesAfterABarrierFindsNothingToDo() throws Exception {
    bench.process(records.subList(0, 5));
    bench.snapshot();
    pass(Bench.SCORE_DELAY_MS);
    assertThat(bench.output()).hasSize(5);
  }

  @Test
  void nothingWaitsForANextRecordAtTheEndOfInput() throws Exception {
    bench.process(records.subList(0, 5));
    bench.harness().endInput();
    assertThat(bench.output()).hasSize(5);
  }

  @Test
  void evictedLearnerLeavesNoRecordUnscored() throws Exception {
    try (Bench narrow = Bench.open(Examples.config(1), Place.ONLY, null)) {
      narrow.process(records);
      narrow.harness().prepareSnapshotPreBarrier(1);
      assertThat(narrow.output()).hasSameSizeAs(records);
    }
  }

  /** Flink ends the task of a timer that fails, but not before other events have come through. */
  @Test
  void nothingOfALearnerIsKeptAfterItFailedInATimer() throws Exception {
    try (Bench failing = Bench.sending(CONFIG, new FailsOnce())) {
      failing.process(records.subList(0, 3));
      long later = failing.harness().getProcessingTime() + Bench.SCORE_DELAY_MS;
      assertThatThrownBy(() -> failing.harness().setProcessingTime(later))
          .hasStackTraceContaining("the failure behind the operator");
      assertThatThrownBy(failing::snapshot).hasStackTraceContaining("failed in a timer");
      assertThatThrownBy(() -> failing.process(records.subList(3, 4)))
          .hasStackTraceContaining("failed in a timer");
      assertThatThrownBy(() -> failing.harness().endInput())
          .hasStackTraceContaining("failed in a timer");
      assertThat(failing.output()).hasSize(1);
    }
  }
}
