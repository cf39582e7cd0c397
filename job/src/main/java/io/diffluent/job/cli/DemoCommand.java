package io.diffluent.job.cli;

import io.diffluent.job.demo.Demo;
import io.diffluent.job.evaluate.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole job here, on embedded defaults, and explains what it learned.",
      "A Kafka broker in this process, a dirty event stream with known truth, the production graph,",
      "a live table; ends by itself with a summary."
    })
final class DemoCommand implements Callable<Integer> {

  private static final long FEWEST = 2000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      description = "Events to generate (default: ${DEFAULT-VALUE}).",
      defaultValue = "30000")
  private long records;

  @Option(names = "--seed", description = "Seed of everything.", defaultValue = "7")
  private long seed;

  @Option(names = "--keep", description = "Leave it running, with Flink's web UI.")
  private boolean keep;

  @Option(names = "--json", description = "Print the report on standard output at the end.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (records < FEWEST) {
      throw new ParameterException(
          spec.commandLine(),
          "--records " + records + ": at least " + FEWEST + ", or there is nothing to show");
    }
    Report report = new Demo(records, seed, keep, System.err).run();
    if (json) {
      System.out.println(report.json());
    }
    return Exit.OK.code();
  }
}
