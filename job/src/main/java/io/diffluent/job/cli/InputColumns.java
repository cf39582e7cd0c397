package io.diffluent.job.cli;

import io.diffluent.connectors.Suggestion;
import io.diffluent.connectors.replay.CsvRows;
import io.diffluent.job.pipeline.ColumnSpec;
import io.diffluent.job.pipeline.HeaderLimits;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares what a pipeline file names with what its input files have. */
final class InputColumns {

  private InputColumns() {}

  /** Fails with every column that is named but not there. */
  static void check(PipelineSpec spec, List<Path> inputs, String sourceColumn) {
    List<String> problems = new ArrayList<>();
    for (Path input : inputs) {
      try (CsvRows rows = CsvRows.open(input)) {
        List<String> header = rows.header();
        HeaderLimits.check(
            header, (what, remedy) -> problems.add(input + ": " + what + "; " + remedy));
        expect(problems, input, header, spec.label().column(), "label.column");
        expectInputs(problems, input, header, spec);
        expect(problems, input, header, spec.id(), "id");
        expect(problems, input, header, spec.key(), "key");
        expect(problems, input, header, sourceColumn, "--source-column");
      }
    }
    if (!problems.isEmpty()) {
      throw new Failure(Exit.INVALID, problems);
    }
  }

  /** Fails with every input that the rows without errors do not have. */
  static void checkClean(PipelineSpec spec, List<Path> inputs) {
    List<String> problems = new ArrayList<>();
    for (Path input : inputs) {
      try (CsvRows rows = CsvRows.open(input)) {
        expectInputs(problems, input, rows.header(), spec);
      }
    }
    if (!problems.isEmpty()) {
      throw new Failure(Exit.INVALID, problems);
    }
  }

  private static void expectInputs(
      List<String> problems, Path input, List<String> header, PipelineSpec spec) {
    for (ColumnSpec column : spec.columns()) {
      if (!column.ignored()) {
        String where = "columns." + column.name() + (column.time() == null ? "" : ".from");
        expect(problems, input, header, column.field(), where);
      }
    }
  }

  private static void expect(
      List<String> problems, Path input, List<String> header, String column, String where) {
    if (column != null && !header.contains(column)) {
      problems.add(
          input + ": no column '" + column + "' (" + where + ")" + Suggestion.of(column, header));
    }
  }
}
