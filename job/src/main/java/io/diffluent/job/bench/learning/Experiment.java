package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.Rows;
import java.nio.file.Path;

/** What is done with a table. */
interface Experiment {

  /**
   * A table for an experiment.
   *
   * @param folder for files that are only needed meanwhile
   */
  record Table(Dataset dataset, Rows rows, Path folder) {}

  Measurement run(Table table, long seed) throws Exception;
}
