package io.diffluent.job.bench.learning;

import io.diffluent.core.record.Label;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Several passes over a small dirty table, tested on a fifth of its rows, just as dirty, that
 * taught nothing.
 */
record Passes(String pollution, int passes) implements Experiment {

  private static final double HELD_OUT = 0.2;

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    List<String> arms =
        new ArrayList<>(List.of(ArmNames.MIXTURE, ArmNames.NO_CLEAN, ArmNames.PAPER));
    arms.addAll(Singles.of(spec, table.rows()));
    Path input = table.rows().write(table.folder().resolve("rows.csv"));
    Trial.Answers answers =
        Trial.answers(
            spec,
            arms,
            seed,
            Cleaning.replay(input, pollution, spec, seed)
                .passes(passes)
                .holdOut(HELD_OUT, seed)
                .build());
    Label label = spec.schema().label();
    String metric = Parts.metric(label);
    List<Score> scores = new ArrayList<>();
    for (Report.Arm arm : answers.report().arms()) {
      scores.add(new Score(arm.name(), Map.of(Parts.HELD_OUT, arm.heldOut().get(metric))));
    }
    return new Measurement(seed, 0, metric, answers.outcomes().size(), scores);
  }
}
