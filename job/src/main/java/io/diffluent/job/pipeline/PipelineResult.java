package io.diffluent.job.pipeline;

import java.util.List;

/** The outcome of reading a pipeline file: bad files are values, not exceptions. */
public sealed interface PipelineResult {

  /** The file is fine. */
  record Valid(PipelineSpec spec) implements PipelineResult {}

  /** Everything that is wrong, in the order of the file. */
  record Invalid(List<Problem> problems) implements PipelineResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
