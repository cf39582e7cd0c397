package io.diffluent.job.bench.data;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.pipeline.PipelineSpec.Select;
import io.diffluent.job.pipeline.PipelineSpec.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A run of the mixture over the rows of several sources.
 *
 * @param error against the labels of the table, on the rows that count
 */
public record SourceTrial(Report report, ErrorOnRows error) {

  /** How the sources are weighted. */
  public enum Weighting {
    EQUAL,
    LEARNED,
    /** Learned, and the first source is named as trusted. */
    TRUSTED
  }

  /**
   * @param counted which rows count
   * @param folder for the table as a file
   */
  public static SourceTrial run(
      PipelineSpec spec,
      String label,
      SourceTable table,
      Weighting weighting,
      IntPredicate counted,
      long seed,
      Path folder)
      throws Exception {
    List<Source> sources = new ArrayList<>();
    for (String name : table.sources()) {
      boolean trusted = weighting == Weighting.TRUSTED && sources.isEmpty();
      sources.add(new Source(spec.sources().get(0).topic(), name, trusted));
    }
    boolean learns = weighting != Weighting.EQUAL;
    PipelineSpec at = spec.withSources(sources).withSelect(new Select(true, learns));
    FileReplay replay =
        FileReplay.of(List.of(table.rows().write(folder.resolve("sources.csv"))))
            .topic("rows")
            .sourceColumn(SourceTable.COLUMN, table.sources())
            .build();
    ErrorOnRows error = new ErrorOnRows(table.rows(), label, counted);
    return new SourceTrial(Trial.run(at, List.of("mixture"), seed, replay, error), error);
  }
}
