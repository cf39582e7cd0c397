package io.diffluent.job.bench.learning;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors or the world change in the middle of the stream; what counts is how soon behind it.
 *
 * @param pollution what changes at one half
 */
record Drift(String pollution) implements Experiment {

  static final String FIRST = "first 250";
  static final String NEXT = "250 to 500";
  static final String LATER = "500 to 1,500";
  static final String REST = "from 1,500";

  /** Parts behind the switch, in order. */
  static final List<String> BEHIND = List.of(FIRST, NEXT, LATER, REST);

  private static final int[] BEGINS = {0, 250, 500, 1500};

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    List<String> arms = new ArrayList<>();
    arms.addAll(List.of(ArmNames.MIXTURE, ArmNames.NO_CLEAN, ArmNames.PAPER, ArmNames.ORACLE));
    arms.addAll(Singles.of(spec, table.rows()));
    Path input = table.rows().write(table.folder().resolve("rows.csv"));
    Trial.Answers answers =
        Trial.answers(spec, arms, seed, Cleaning.replay(input, pollution, spec, seed).build());
    Map<String, List<Outcome>> parts = new LinkedHashMap<>(Parts.usual(answers.outcomes()));
    parts.putAll(behind(answers.outcomes(), table.rows().rows().size()));
    return Parts.measure(seed, spec.schema().label(), answers, parts);
  }

  /** The parts behind the switch; those that a short table does not have are left out. */
  static Map<String, List<Outcome>> behind(List<Outcome> outcomes, int rows) {
    List<Outcome> second =
        outcomes.stream().filter(outcome -> 2 * outcome.origin().offset() >= rows).toList();
    Map<String, List<Outcome>> parts = new LinkedHashMap<>();
    for (int p = 0; p < BEGINS.length; p++) {
      int to = p + 1 < BEGINS.length ? Math.min(BEGINS[p + 1], second.size()) : second.size();
      if (BEGINS[p] < to) {
        parts.put(BEHIND.get(p), second.subList(BEGINS[p], to));
      }
    }
    return parts;
  }
}
