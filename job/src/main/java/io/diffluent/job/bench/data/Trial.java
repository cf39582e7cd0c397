package io.diffluent.job.bench.data;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.replay.InputException;
import io.diffluent.core.evaluate.Outcome;
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
public final class Trial {

  private Trial() {}

  /** The pipeline that the table itself suggests, without parts of times. */
  public static PipelineSpec pipeline(Rows rows, Dataset dataset) {
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
    // What is measured are the tables' own columns.
    PipelineSpec spec = ((Inferred) result).spec();
    return spec.withColumns(
        spec.columns().stream().filter(column -> column.time() == null).toList());
  }

  /** Whether this version of the learner has an arm of this name. */
  public static boolean knows(PipelineSpec spec, String arm) {
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
  public static Report run(
      PipelineSpec spec, List<String> arms, long seed, FileReplay replay, OutputStream predictions)
      throws Exception {
    return evaluation(spec, arms, seed, replay, predictions).throughFiles(replay);
  }

  /**
   * A run of which every single answer is wanted.
   *
   * @param report the run's own report
   * @param outcomes every arm's answers, in the order of the stream
   */
  public record Answers(Report report, List<Outcome> outcomes) {}

  public static Answers answers(PipelineSpec spec, List<String> arms, long seed, FileReplay replay)
      throws Exception {
    Evaluation evaluation = evaluation(spec, arms, seed, replay, null);
    Report report = evaluation.throughFiles(replay);
    return new Answers(report, evaluation.outcomes());
  }

  private static Evaluation evaluation(
      PipelineSpec spec,
      List<String> arms,
      long seed,
      FileReplay replay,
      OutputStream predictions) {
    LearnerConfig config =
        LearnerPlan.of(spec, arms, seed, true).withHeldOutFrom(replay.heldOutFrom());
    return new Evaluation(spec, config, predictions);
  }
}
