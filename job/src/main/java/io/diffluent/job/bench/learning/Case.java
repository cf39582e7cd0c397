package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.Rows;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One case of the suite.
 *
 * @param name kind, slash, table and what is done with it
 * @param rows of the table at most
 * @param prepared what is made of the table before anything else
 */
record Case(
    Kind kind,
    String name,
    Dataset dataset,
    int rows,
    UnaryOperator<Rows> prepared,
    Experiment experiment) {

  static Case of(Kind kind, String name, Dataset dataset, int rows, Experiment experiment) {
    return new Case(kind, kind.prefix() + name, dataset, rows, table -> table, experiment);
  }

  Case prepared(UnaryOperator<Rows> by) {
    return new Case(kind, name, dataset, rows, by, experiment);
  }

  /** Whether one of the patterns names it; no pattern names all. */
  boolean matches(List<String> globs) {
    return globs.isEmpty()
        || globs.stream()
            .anyMatch(
                g -> FileSystems.getDefault().getPathMatcher("glob:" + g).matches(Path.of(name)));
  }
}
