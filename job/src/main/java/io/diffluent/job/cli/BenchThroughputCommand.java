package io.diffluent.job.cli;

import io.diffluent.job.bench.Throughput;
import io.diffluent.job.bench.ThroughputReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "The full graph through Kafka against the same graph passing through.",
      "12 columns, 10 %% of the cells dirty, arms mixture and no-clean."
    })
final class BenchThroughputCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      description = "Events (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private long records;

  @Option(names = "--batch", description = "learn.batch instead of its default.")
  private Integer batch;

  @Option(names = "--replay", description = "learn.replay instead of its default.")
  private String replay;

  @Option(names = "--seed", description = "Seed of the events.", defaultValue = "7")
  private long seed;

  @Option(names = "--report", description = "Where the report goes, as JSON.")
  private Path report;

  @Option(names = "--json", description = "Print the report on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (report != null) {
      Paths.checkWritable(report, "report");
    }
    if (records < 1) {
      throw new ParameterException(spec.commandLine(), "--records " + records + ": at least 1");
    }
    List<String> overrides = new ArrayList<>();
    if (batch != null) {
      overrides.add("batch: " + batch);
    }
    if (replay != null) {
      overrides.add("replay: " + replay);
    }
    ThroughputReport result = bench(overrides).run();
    if (report != null) {
      Files.writeString(report, result.json() + System.lineSeparator());
    }
    if (json) {
      System.out.println(result.json());
    }
    ThroughputReport.Stages stages = result.microsPerRecord();
    System.err.printf(
        Locale.ROOT,
        "ratio %.3f; microseconds per record: parse %.1f, clean %.1f, score %.1f, learn %.1f,"
            + " write %.1f%n",
        result.ratio(),
        stages.parse(),
        stages.clean(),
        stages.score(),
        stages.learn(),
        stages.write());
    return Exit.OK.code();
  }

  private Throughput bench(List<String> overrides) {
    try {
      return new Throughput(records, seed, overrides, System.err);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, e.getMessage());
    }
  }
}
