package io.diffluent.job.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures; every figure is a ratio taken in one run, or says on what it was taken.",
    subcommands = {
      BenchThroughputCommand.class,
      BenchPaperCommand.class,
      BenchLearningCommand.class
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "bench: name what to measure: throughput, paper, learning");
  }
}
