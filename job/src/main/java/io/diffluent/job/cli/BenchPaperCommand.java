package io.diffluent.job.cli;

import io.diffluent.job.bench.paper.PaperBench;
import io.diffluent.job.bench.paper.Scale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "paper",
    mixinStandardHelpOptions = true,
    description = {
      "Figures 3, 4 and 5 of the DiffML paper from real tables, as one HTML page.",
      "A table that is missing is named there, with where to get it; exit code 5."
    })
final class BenchPaperCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "The folder with the tables.")
  private Path data;

  @Option(names = "--html", required = true, description = "Where the page goes.")
  private Path html;

  @Option(names = "--report", description = "Where the numbers go, as JSON.")
  private Path report;

  @Option(
      names = "--figures",
      split = ",",
      description = "Which figures (default: 3,4,5).",
      paramLabel = "N")
  private List<Integer> figures = List.of(3, 4, 5);

  @Option(
      names = "--seeds",
      description = "Runs of everything (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int seeds;

  @Option(names = "--quick", description = "A few rows only: to see that everything runs.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    Set<Integer> asked = new TreeSet<>(figures);
    if (seeds < 1) {
      throw new ParameterException(spec.commandLine(), "--seeds " + seeds + ": at least 1");
    }
    if (asked.isEmpty() || !PaperBench.FIGURES.containsAll(asked)) {
      throw new ParameterException(
          spec.commandLine(), "--figures " + figures + ": there are figures 3, 4 and 5");
    }
    Paths.checkFolder(data);
    Paths.checkDistinct(List.of(), html, report);
    Paths.checkPage(html);
    if (report != null) {
      Paths.checkWritable(report, "report");
    }
    Scale scale = quick ? Scale.quick(seeds) : Scale.full(seeds);
    PaperBench.Result result = new PaperBench(data, scale, quick, asked, System.err).run();
    Files.writeString(html, result.html());
    if (report != null) {
      Files.writeString(report, result.json() + System.lineSeparator());
    }
    result.notRun().forEach(System.err::println);
    System.err.printf("%s written.%n", html);
    if (result.hasFailed()) {
      return Exit.FAILED.code();
    }
    return result.isComplete() ? Exit.OK.code() : Exit.INCOMPLETE.code();
  }
}
