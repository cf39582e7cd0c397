package io.diffluent.job.cli;

import io.diffluent.job.bench.learning.LearningBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "learning",
    mixinStandardHelpOptions = true,
    description = {
      "The learned cleaning against every fixed one on 22 cases with errors, and under drift, with"
          + " several sources, noise columns and skewed inputs; and what it costs.",
      "A number that is not reached is no failure; a table that is missing is: exit code 5."
    })
final class BenchLearningCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "The folder with the tables.")
  private Path data;

  @Option(
      names = "--report",
      description = "Where the numbers go, as JSON; written anew after every case.")
  private Path report;

  @Option(names = "--html", description = "Where the page goes.")
  private Path html;

  @Option(
      names = "--seeds",
      description = "Runs of every case (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int seeds;

  @Option(
      names = "--cases",
      split = ",",
      description = "Patterns of names, such as cleaning/bike-*; all if not given.",
      paramLabel = "GLOB")
  private List<String> cases = List.of();

  @Option(
      names = "--threads",
      description = "Cases at a time (default: ${DEFAULT-VALUE}); the results stay the same.",
      defaultValue = "1")
  private int threads;

  @Option(names = "--rows", description = "Rows of a table at most, for a shorter run.")
  private Integer rows;

  @Option(
      names = "--resume",
      description = "Keep what already stands in the report, and run the rest.")
  private boolean resume;

  @Option(names = "--quick", description = "A few rows only: to see that everything runs.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    check();
    LearningBench bench = bench();
    if (resume && Files.exists(report)) {
      try {
        bench.resume(Files.readString(report));
      } catch (IllegalArgumentException e) {
        throw new Failure(
            Exit.INVALID,
            report + " cannot be resumed: " + e.getMessage() + ". Name another report.");
      }
    }
    LearningBench.Result result = bench.run();
    if (report != null) {
      Files.writeString(report, result.json() + System.lineSeparator());
    }
    if (html != null) {
      Files.writeString(html, result.html().get());
    }
    System.err.print(result.text());
    if (result.hasFailed()) {
      return Exit.FAILED.code();
    }
    return result.isComplete() ? Exit.OK.code() : Exit.INCOMPLETE.code();
  }

  private void check() {
    atLeastOne("--seeds", seeds);
    atLeastOne("--threads", threads);
    if (rows != null) {
      atLeastOne("--rows", rows);
    }
    if (resume && report == null) {
      throw new ParameterException(
          spec.commandLine(), "--resume: name the report to go on with, --report");
    }
    Paths.checkFolder(data);
    Paths.checkDistinct(List.of(), html, report);
    if (report != null) {
      Paths.checkWritable(report, "report");
    }
    if (html != null) {
      Paths.checkPage(html);
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " " + value + ": at least 1");
    }
  }

  private LearningBench bench() {
    int most = rows == null ? Integer.MAX_VALUE : rows;
    try {
      return new LearningBench(
          new LearningBench.Settings(data, cases, seeds, most, quick, threads, report), System.err);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, e.getMessage());
    }
  }
}
