package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import io.diffluent.flink.operators.LabelStream.Arriving;
import io.diffluent.flink.operators.LabelStream.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** Every record and every label is accounted for, whatever the order in which they come. */
class LabelJoinTest {

  private static final LearnerConfig CONFIG = Examples.config();
  private static final int RECORDS = 125_000;
  private static final LabelWindow WINDOW =
      new LabelWindow(LabelStream.WAIT, 10_000, Set.of(LabelStream.SILENT));

  @Test
  void everythingIsWhatTheTimesSay() throws Exception {
    LabelStream stream = new LabelStream(RECORDS, 3, 1);
    assertThat(stream.labels()).isGreaterThan(100_000);
    try (Bench bench = Bench.open(CONFIG, WINDOW, null)) {
      feed(bench, stream.arrivals());
      finish(bench);
      Map<String, Long> ledger = ledger(bench.telemetry());
      for (Fate fate : Fate.values()) {
        String name = LabelLedger.Entry.valueOf(fate.name()).word;
        assertThat(ledger.get(name)).as(name).isEqualTo(stream.expected(fate));
      }
      assertThat(ledger.get("records")).isEqualTo(RECORDS);
      assertThat(ledger.get("repeatedLabels")).isEqualTo(stream.repeated());
      assertThat(ledger.get("unmatchedLabels")).isEqualTo(stream.unmatched());
      assertThat(ledger.get("unreadableLabels")).isEqualTo(stream.unreadable());
      for (String now : List.of("waiting", "overdue", "remembered", "earlyLabels", "crowdedOut")) {
        assertThat(ledger.get(now)).as(now).isZero();
      }
      assertThat(ledger.get("learned"))
          .isEqualTo(stream.expected(Fate.LABELLED) + stream.expected(Fate.JOINED));
      assertThat(bench.output()).hasSize(RECORDS);
      Map<RejectReason, Long> refused =
          bench.rejected().stream().collect(groupingBy(Parsed.Rejected::reason, counting()));
      assertThat(refused)
          .containsEntry(RejectReason.LABEL_LATE, stream.expected(Fate.LATE))
          .containsEntry(RejectReason.LABEL_UNMATCHED, stream.unmatched())
          .containsEntry(RejectReason.LABEL_UNREADABLE, stream.unreadable())
          .hasSize(3);
    }
  }

  /** A label that follows its record at once teaches what a label inside the record teaches. */
  @Test
  void whatWasScoredIsLearned() throws Exception {
    List<Record> records = Examples.records(600, 2);
    LabelWindow everybody = new LabelWindow(LabelStream.WAIT, 10_000, Set.of());
    try (Bench inside = Bench.open(CONFIG, Place.ONLY, null);
        Bench after = Bench.open(CONFIG, everybody, null)) {
      for (Record record : records) {
        inside.process(List.of(record));
        Record bare = new Record(record.envelope(), record.row(), null, null);
        after.process(List.of(bare));
        if (record.label() != null) {
          after.arrive(label(record, record.envelope().timestamp(), record.label()));
        }
      }
      finish(inside);
      finish(after);
      assertSameAnswers(after.output(), inside.output());
      assertThat(texts(after.outcomes())).hasSizeGreaterThan(500);
      assertThat(texts(after.outcomes())).isEqualTo(texts(inside.outcomes()));
    }
  }

  @Test
  void restoreAfterEveryArrivalChangesNothing() throws Exception {
    List<Arriving> arrivals = new LabelStream(300, 2, 3).arrivals();
    List<Prediction> predictions = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Telemetry> telemetry = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    OperatorSubtaskState state = null;
    for (int i = 0; i <= arrivals.size(); i++) {
      try (Bench bench = Bench.open(CONFIG, WINDOW, state)) {
        if (i < arrivals.size()) {
          feed(bench, arrivals.subList(i, i + 1));
          state = bench.snapshot();
        } else {
          finish(bench);
        }
        predictions.addAll(bench.output());
        outcomes.addAll(bench.outcomes());
        telemetry.addAll(bench.telemetry());
        bench.rejected().forEach(no -> refused.add(no.detail()));
      }
    }
    try (Bench undisturbed = Bench.open(CONFIG, WINDOW, null)) {
      feed(undisturbed, arrivals);
      finish(undisturbed);
      assertSameAnswers(predictions, undisturbed.output());
      assertThat(texts(outcomes)).isNotEmpty().isEqualTo(texts(undisturbed.outcomes()));
      assertThat(telemetry)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(undisturbed.telemetry());
      assertThat(refused)
          .containsExactlyInAnyOrderElementsOf(
              undisturbed.rejected().stream().map(Parsed.Rejected::detail).toList());
    }
  }

  /** Whoever sends records without labels cannot fill the memory. */
  @Test
  void noMoreWaitThanAreAllowed() throws Exception {
    LabelWindow narrow = new LabelWindow(1_000_000, 5, Set.of());
    try (Bench bench = Bench.open(CONFIG, narrow, null)) {
      for (int i = 0; i < 40; i++) {
        Record record = Examples.record(i, 1);
        bench.process(List.of(new Record(record.envelope(), record.row(), null, null)));
        assertThat(bench.known()).isLessThanOrEqualTo(25);
      }
      // The first waits, the tenth was crowded out but is remembered, the last is forgotten.
      for (int i : new int[] {0, 9, 39}) {
        bench.arrive(label(Examples.record(i, 1), 1_000L * i, "0.5"));
      }
      finish(bench);
      Map<String, Long> ledger = ledger(bench.telemetry());
      assertThat(ledger)
          .containsEntry("records", 40L)
          .containsEntry("joined", 1L)
          .containsEntry("late", 1L)
          .containsEntry("expired", 38L)
          .containsEntry("unmatchedLabels", 1L);
      assertThat(ledger.get("crowdedOut")).isPositive();
    }
  }

  /** Microseconds for milliseconds, or a clock that is a year ahead. */
  @Test
  void recordsAndLabelsFromTheFutureWaitNoLongerThanOthers() throws Exception {
    long future = 1L << 50;
    try (Bench bench = Bench.open(CONFIG, new LabelWindow(1_000, 5, Set.of()), null)) {
      for (int i = 0; i < 60; i++) {
        long now = 1_000L * i;
        Record record = Examples.record(i, 1);
        Record ahead = LabelStream.record(record, i % 2 == 0 ? future : now, 0, null);
        bench.arrive(ahead, now);
        bench.arrive(label(Examples.record(1_000 + i, 1), future, "0.5"), now);
        if (i % 3 == 0) {
          bench.arrive(label(ahead, i % 2 == 0 ? now + 500 : future, "0.5"), now + 500);
        }
        bench.harness().processWatermark(new Watermark(now));
      }
      assertThat(bench.known()).isLessThan(20);
      bench.harness().processWatermark(new Watermark(70_000));
      assertThat(bench.known()).isZero();
      finish(bench);
      assertThat(ledger(bench.telemetry()))
          .containsEntry("records", 60L)
          .containsEntry("joined", 20L)
          .containsEntry("expired", 40L)
          .containsEntry("unmatchedLabels", 60L)
          .containsEntry("crowdedOut", 0L);
    }
  }

  /** The first readable one teaches, whatever came before it, and the others are accounted for. */
  @Test
  void labelsThatComeBeforeTheirRecordAreJudgedWhenItComes() throws Exception {
    try (Bench bench = Bench.open(CONFIG, WINDOW, null)) {
      Record whole = Examples.record(0, 1);
      Record record = LabelStream.record(whole, 30_000, 0, null);
      bench.arrive(label(whole, 26_000, "plenty"));
      bench.arrive(label(whole, 26_500, "plenty"));
      bench.arrive(label(whole, 27_000, "0.5"));
      bench.arrive(label(whole, 28_000, "0.7"));
      assertThat(bench.rejected()).isEmpty();
      bench.process(List.of(record));
      // Of another event: one that is too late, and what comes after it.
      Record other = Examples.record(1, 1);
      bench.arrive(label(other, 60_000, "0.5"));
      bench.arrive(label(other, 31_000, "0.6"));
      bench.process(List.of(LabelStream.record(other, 31_000, 0, null)));
      // Of an event that never comes: each waits as long as it may.
      Record never = Examples.record(2, 1);
      bench.arrive(label(never, 31_000, "1"));
      bench.arrive(label(never, 33_000, "2"));
      bench.harness().processWatermark(new Watermark(31_000 + LabelStream.WAIT));
      assertThat(bench.rejected())
          .extracting(Parsed.Rejected::reason)
          .containsExactly(
              RejectReason.LABEL_UNREADABLE, RejectReason.LABEL_LATE, RejectReason.LABEL_UNMATCHED);
      finish(bench);
      assertThat(ledger(bench.telemetry()))
          .containsEntry("joined", 1L)
          .containsEntry("late", 1L)
          .containsEntry("repeatedLabels", 3L)
          .containsEntry("unreadableLabels", 1L)
          .containsEntry("unmatchedLabels", 2L)
          .containsEntry("earlyLabels", 0L);
    }
  }

  /** Nobody can make one event's state grow. */
  @Test
  void ofOneEventOnlyAFewDifferentLabelsWait() throws Exception {
    try (Bench bench = Bench.open(CONFIG, WINDOW, null)) {
      Record whole = Examples.record(0, 1);
      for (int i = 0; i < 1_000; i++) {
        bench.arrive(label(whole, i, "plenty of " + i));
      }
      bench.process(List.of(LabelStream.record(whole, 1_000, 0, null)));
      bench.arrive(label(whole, 1_001, "0.5"));
      finish(bench);
      assertThat(ledger(bench.telemetry()))
          .containsEntry("joined", 1L)
          .containsEntry("unreadableLabels", (long) LabelState.Early.MOST)
          .containsEntry("repeatedLabels", 1_000L - LabelState.Early.MOST);
    }
  }

  /** Timers of the old window fire too early; whoever waits then waits on, and not for ever. */
  @Test
  void aLongerWindowAfterARestartEndsTooAndNothingIsLeft() throws Exception {
    long end = 2_000_000;
    OperatorSubtaskState state;
    try (Bench bench = Bench.open(CONFIG, new LabelWindow(1_000, 100, Set.of()), null)) {
      for (int i = 0; i < 3; i++) {
        Record record = Examples.record(i, 1);
        bench.process(List.of(new Record(record.envelope(), record.row(), null, null)));
      }
      bench.arrive(label(Examples.record(0, 1), 500, "0.5"));
      bench.arrive(label(Examples.record(7, 1), 500, "0.5"));
      state = bench.snapshot();
    }
    LabelWindow longer = new LabelWindow(end / 4, 100, Set.of());
    try (Bench bench = Bench.open(CONFIG, longer, state)) {
      bench.harness().processWatermark(new Watermark(end / 8));
      assertThat(bench.rejected()).isEmpty();
      bench.arrive(label(Examples.record(1, 1), end / 8, "0.5"));
      bench.harness().processWatermark(new Watermark(end));
      assertThat(bench.known()).isZero();
      finish(bench);
      assertThat(ledger(bench.telemetry()))
          .containsEntry("records", 3L)
          .containsEntry("joined", 2L)
          .containsEntry("expired", 1L)
          .containsEntry("unmatchedLabels", 1L)
          .containsEntry("waiting", 0L)
          .containsEntry("remembered", 0L)
          .containsEntry("earlyLabels", 0L);
    }
  }

  @Test
  void labelsOfUnknownKeysMakeNoLearner() throws Exception {
    try (Bench bench = Bench.open(CONFIG, WINDOW, null)) {
      for (int i = 0; i < 50; i++) {
        Record record = Examples.record(i, 1);
        RawEvent raw = label(record, 0, "1").event();
        bench.arrive(new LabelEvent("nobody-" + i, "event-" + i, "1", raw));
      }
      bench.snapshot();
      assertThat(bench.states()).isEmpty();
      bench.harness().processWatermark(new Watermark(Long.MAX_VALUE));
      assertThat(bench.rejected()).hasSize(50);
      assertThat(bench.rejected().get(0).reason()).isEqualTo(RejectReason.LABEL_UNMATCHED);
      assertThat(bench.known()).isZero();
    }
  }

  private static LabelEvent label(Record record, long time, String text) {
    Origin origin = new Origin("labels", 0, record.envelope().origin().offset());
    RawEvent raw = new RawEvent(origin, time, 0, null, new byte[] {1}, List.of());
    return new LabelEvent(record.model(), record.envelope().id(), text, raw);
  }

  private static void feed(Bench bench, List<Arriving> arrivals) throws Exception {
    for (Arriving arriving : arrivals) {
      Arrival what = arriving.what();
      bench.arrive(what);
      bench.harness().processWatermark(new Watermark(arriving.at() - LabelStream.OUT_OF_ORDER - 1));
    }
  }

  private static void finish(Bench bench) throws Exception {
    bench.harness().processWatermark(new Watermark(Long.MAX_VALUE));
    bench.harness().endInput();
    bench.snapshot();
  }

  /** The last report of every key, added up. */
  private static Map<String, Long> ledger(List<Telemetry> telemetry) {
    Map<String, Telemetry> last = new HashMap<>();
    telemetry.forEach(report -> last.put(report.model(), report));
    Map<String, Long> sum = new HashMap<>();
    for (Telemetry report : last.values()) {
      for (Named count : report.counts()) {
        sum.merge(count.name(), (long) count.value(), Long::sum);
      }
    }
    return sum;
  }
}
