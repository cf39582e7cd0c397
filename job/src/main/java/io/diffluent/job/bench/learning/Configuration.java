package io.diffluent.job.bench.learning;

import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;

/**
 * What decides every number of a report. Seeds and cases are not in it: results of further ones can
 * stand beside those that are there.
 *
 * @param rows of a table at most
 * @param quick whether this is no measurement
 * @param defaults the settings that {@code init} writes
 */
record Configuration(int rows, boolean quick, String defaults) {

  private static final int QUICK_ROWS = 300;

  private static final String ANY =
      "pipeline: any\nlabel: {column: y, task: regression}\nsources: [{topic: any}]\n"
          + "columns:\n  x: {type: numeric}\n";

  static Configuration of(int rows, boolean quick) {
    PipelineSpec spec = ((PipelineResult.Valid) PipelineFile.parse(ANY, "defaults")).spec();
    String defaults =
        spec.clean()
            + " "
            + spec.select()
            + " "
            + spec.steps()
            + " "
            + spec.model()
            + " "
            + spec.learn();
    return new Configuration(quick ? Math.min(rows, QUICK_ROWS) : rows, quick, defaults);
  }
}
