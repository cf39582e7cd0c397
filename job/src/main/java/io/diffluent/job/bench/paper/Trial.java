package io.diffluent.job.bench.paper;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.replay.InputException;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.job.evaluate.Evaluation;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineInference;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Refused;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.LearnerPlan;
import java.io.OutputStream;
import java.util.List;

/**
 * One run of the production graph over a table, with the pipeline that {@code init} would write.
 */
final class Trial {

  private Trial() {}

  /** The pipeline that the table itself suggests. */
  static PipelineSpec pipeline(Rows rows, Dataset dataset) {
    PipelineInference.Result result =
        PipelineInference.infer(
            new PipelineInference.Sample(rows.header(), rows.rows().iterator()),
            new PipelineInference.Request(
                dataset.files().get(0), dataset.label(), null, dataset.ignored()));
    if (result instanceof Refused refused) {
      throw new InputException(
          dataset.files().get(0),
          0,
          String.join("; ", refused.problems().stream().map(Object::toString).toList()),
          "Get the table from " + dataset.from() + ".");
    }
    return ((Inferred) result).spec();
  }

  /** Whether this version of the learner has an arm of this name. */
  static boolean knows(PipelineSpec spec, String arm) {
    try {
      LearnerPlan.of(spec, List.of(arm), 0, true).checkArms();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * @param predictions where predictions go, or null
   */
  static Report run(
      PipelineSpec spec, List<String> arms, long seed, FileReplay replay, OutputStream predictions)
      throws Exception {
    LearnerConfig config = LearnerPlan.of(spec, arms, seed, true);
    return new Evaluation(spec, config, predictions).throughFiles(replay);
  }
}
