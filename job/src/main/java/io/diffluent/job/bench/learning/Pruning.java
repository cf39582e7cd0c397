package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.pipeline.PipelineSpec.Clean;
import java.nio.file.Path;

/** The mixture with and without leaving out costly repairs of small weight. */
record Pruning(String pollution) implements Experiment {

  static final String PRUNED = "prune 0.1";
  static final String COMPLETE = "prune 0";

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    Path input = table.rows().write(table.folder().resolve("rows.csv"));
    Variants variants = new Variants(seed);
    variants.add(PRUNED, pruned(spec, 0.1), Cleaning.replay(input, pollution, spec, seed));
    variants.add(COMPLETE, pruned(spec, 0), Cleaning.replay(input, pollution, spec, seed));
    return variants.measured();
  }

  static PipelineSpec pruned(PipelineSpec spec, double share) {
    Clean clean = spec.clean();
    return spec.withClean(
        new Clean(
            clean.detectors(), clean.repairs(), clean.reservoir(), clean.neighbours(), share));
  }
}
