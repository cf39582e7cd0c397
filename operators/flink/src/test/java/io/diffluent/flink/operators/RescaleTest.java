package io.diffluent.flink.operators;

import static io.diffluent.flink.Sameness.assertSameAnswers;
import static io.diffluent.flink.Sameness.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Record;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** A key's results do not depend on how many subtasks share the keys, nor on when that changes. */
class RescaleTest {

  private static final List<Integer> PARALLELISMS = List.of(1, 2, 3, 1);
  private static final int KEYS = 12;
  private static final LearnerConfig CONFIG = Examples.config(4);
  private static final List<Record> RECORDS = Examples.records(600, KEYS);

  /** Everything that one run has emitted, and the state at its end. */
  private static final class Run {
    final List<Prediction> output = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Telemetry> telemetry = new ArrayList<>();
    final Map<String, String> states = new TreeMap<>();
  }

  /** Shares equal parts of the input out to each parallelism in turn. */
  private static Run run(List<Integer> parallelisms) throws Exception {
    Run run = new Run();
    List<OperatorSubtaskState> states = List.of();
    int before = 0;
    for (int phase = 0; phase < parallelisms.size(); phase++) {
      int from = RECORDS.size() * phase / parallelisms.size();
      int to = RECORDS.size() * (phase + 1) / parallelisms.size();
      List<OperatorSubtaskState> next = new ArrayList<>();
      run.states.clear();
      for (int index = 0; index < parallelisms.get(phase); index++) {
        Place place = new Place(parallelisms.get(phase), index);
        OperatorSubtaskState state = phase == 0 ? null : Bench.part(states, before, place);
        try (Bench bench = Bench.open(CONFIG, place, state)) {
          for (Record record : RECORDS.subList(from, to)) {
            if (place.owns(record.envelope().model())) {
              bench.process(List.of(record));
            }
          }
          if (phase == parallelisms.size() - 1) {
            bench.harness().endInput();
          }
          next.add(bench.snapshot());
          run.output.addAll(bench.output());
          run.outcomes.addAll(bench.outcomes());
          run.telemetry.addAll(bench.telemetry());
          run.states.putAll(bench.states());
        }
      }
      before = parallelisms.get(phase);
      states = next;
    }
    return run;
  }

  @Test
  void learnersMoveWithTheirKeys() throws Exception {
    Run moved = run(PARALLELISMS);
    Run still = run(List.of(1));
    assertThat(moved.output).hasSameSizeAs(RECORDS);
    assertSameAnswers(moved.output, still.output);
    assertThat(texts(moved.outcomes)).isEqualTo(texts(still.outcomes));
    assertThat(moved.telemetry).containsExactlyInAnyOrderElementsOf(still.telemetry);
    assertThat(moved.states).hasSize(KEYS).isEqualTo(still.states);
  }
}
