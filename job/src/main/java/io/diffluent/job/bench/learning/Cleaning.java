package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.replay.PollutionSpec;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All arms side by side on the same cells.
 *
 * @param pollution errors to inject, or empty for the table as it is
 */
record Cleaning(String pollution) implements Experiment {

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    List<String> singles = Singles.of(spec, table.rows());
    List<String> arms = new ArrayList<>();
    arms.add(ArmNames.MIXTURE);
    arms.add(ArmNames.NO_CLEAN);
    arms.add(ArmNames.PAPER);
    if (!pollution.isEmpty()) {
      arms.add(ArmNames.ORACLE);
    }
    arms.addAll(singles);
    arms.add(ArmNames.withSteps(ArmNames.NO_CLEAN));
    singles.forEach(single -> arms.add(ArmNames.withSteps(single)));
    Path input = table.rows().write(table.folder().resolve("rows.csv"));
    FileReplay replay = replay(input, pollution, spec, seed).build();
    Trial.Answers answers = Trial.answers(spec, arms, seed, replay);
    return Parts.measure(seed, spec.schema().label(), answers, Parts.usual(answers.outcomes()));
  }

  /** The rows with errors. */
  static FileReplay.Builder replay(Path input, String pollution, PipelineSpec spec, long seed) {
    FileReplay.Builder replay = FileReplay.of(List.of(input));
    if (!pollution.isEmpty()) {
      replay.pollute(PollutionSpec.parse(pollution), seed, spec.fields());
    }
    return replay;
  }
}
