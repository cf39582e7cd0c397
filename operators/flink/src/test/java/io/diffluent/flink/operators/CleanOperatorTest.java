package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.digests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** A cleaner's cells depend on its records alone: not on checkpoints, evictions or restores. */
class CleanOperatorTest {

  private static final LearnerConfig CONFIG = Examples.config();

  @Test
  void restoreAfterEveryRecordChangesNothing() throws Exception {
    List<Record> records = Examples.records(500, 3);
    List<Cells> cells = new ArrayList<>();
    OperatorSubtaskState state = null;
    Map<String, String> states = Map.of();
    for (Record record : records) {
      try (Bench<Record, Cells> bench = Bench.clean(CONFIG, Place.ONLY, state)) {
        bench.process(List.of(record));
        cells.addAll(bench.output());
        state = bench.snapshot();
        states = bench.states();
      }
    }
    try (Bench<Record, Cells> undisturbed = Bench.clean(CONFIG, Place.ONLY, null)) {
      undisturbed.process(records);
      assertThat(digests(cells)).isEqualTo(digests(undisturbed.output()));
      undisturbed.snapshot();
      assertThat(states).isEqualTo(undisturbed.states());
    }
  }

  @Test
  void evictedStatisticsComeBackAsTheyWere() throws Exception {
    List<Record> records = Examples.records(300, 5);
    try (Bench<Record, Cells> few = Bench.clean(Examples.config(2), Place.ONLY, null);
        Bench<Record, Cells> many = Bench.clean(Examples.config(64), Place.ONLY, null)) {
      few.process(records);
      many.process(records);
      assertThat(digests(few.output())).isEqualTo(digests(many.output()));
      few.snapshot();
      many.snapshot();
      assertThat(few.states()).hasSize(5).isEqualTo(many.states());
    }
  }

  @Test
  void snapshotWithoutAnyRecordIsEmpty() throws Exception {
    try (Bench<Record, Cells> bench = Bench.clean(CONFIG, Place.ONLY, null)) {
      bench.snapshot();
      assertThat(bench.states()).isEmpty();
    }
  }

  @Test
  void damagedStatisticsAreNamedAndRefused() throws Exception {
    OperatorSubtaskState state;
    try (Bench<Record, Cells> bench = Bench.clean(CONFIG, Place.ONLY, null)) {
      bench.process(Examples.records(50, 1));
      bench.snapshot();
      bench.damage("key-0");
      state = bench.snapshot();
    }
    try (Bench<Record, Cells> bench = Bench.clean(CONFIG, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(Examples.records(1, 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("statistics state is damaged");
    }
  }

  @Test
  void statisticsOfOtherColumnsAreRefused() throws Exception {
    OperatorSubtaskState state;
    try (Bench<Record, Cells> bench = Bench.clean(CONFIG, Place.ONLY, null)) {
      bench.process(Examples.records(50, 1));
      state = bench.snapshot();
    }
    LearnerConfig other = Examples.config(64, List.of(Column.numeric("height")));
    try (Bench<Record, Cells> bench = Bench.clean(other, Place.ONLY, state)) {
      assertThatThrownBy(() -> bench.process(Examples.records(1, 1)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void cleansWhereNoColumnIsNumeric() throws Exception {
    LearnerConfig words = Examples.config(64, List.of(Column.categorical("season", 6)));
    List<Record> records = new ArrayList<>();
    for (Record record : Examples.records(100, 1)) {
      Row season = new Row(new double[] {Double.NaN}, new String[] {record.row().texts()[2]});
      records.add(new Record(record.envelope(), season, record.label(), null));
    }
    assertThat(Bench.cells(words, records)).hasSize(100);
  }
}
