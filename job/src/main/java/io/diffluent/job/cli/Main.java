package io.diffluent.job.cli;

import io.diffluent.connectors.replay.InputException;
import io.diffluent.engine.EngineUnavailableException;
import io.diffluent.flink.operators.UnusableStateException;
import io.diffluent.job.topology.FlinkSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The entry point. Standard output belongs to results; everything else goes to standard error.
 *
 * <p>Exit codes: 0 done, 1 unexpected failure, 2 usage, 3 invalid pipeline, input or output path, 4
 * Kafka not usable, 5 data of a bench is missing, 130 interrupted.
 */
@Command(
    name = "diffluent",
    mixinStandardHelpOptions = true,
    version = "diffluent 0.1.0",
    description = "Learns how to clean a stream while it learns to predict.",
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      ValidateCommand.class,
      EvaluateCommand.class,
      RunCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:unexpected failure",
      "2:the command line is not understood",
      "3:the pipeline file, an input, an output path, the state to go on from, the engine or the GPU is"
          + " not usable",
      "4:Kafka is not usable as configured",
      "5:a bench ran, but for what data is missing",
      "130:interrupted"
    })
public final class Main {

  private Main() {}

  /** Held, or its level would be collected with it: Flink ML's BLAS reports a missing option. */
  private static final Logger BLAS = Logger.getLogger("dev.ludovic.netlib");

  public static void main(String[] args) {
    BLAS.setLevel(Level.SEVERE);
    // Charts are drawn into files: no display is looked for, whatever the environment names.
    System.setProperty("java.awt.headless", "true");
    int code = run(args);
    System.out.flush();
    if (List.of(args).contains(RunCommand.NAME) && !FlinkSetup.isLocal()) {
      leave(code);
      return;
    }
    // Not a return: a mini cluster or a broker that was cut short may leave threads behind.
    System.exit(code);
  }

  /**
   * Gives the process back to Flink, whose it is: in application mode it is the JobManager, and the
   * job that was just submitted would end with it.
   */
  private static void leave(int code) {
    if (code != Exit.OK.code()) {
      throw new IllegalStateException("exit code " + code + "; standard error says why");
    }
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((error, command, parsed) -> explain(error, command.getErr()));
    line.setUnmatchedOptionsArePositionalParams(false);
    if (args.length == 0) {
      line.usage(System.err);
      return Exit.USAGE.code();
    }
    return line.execute(args);
  }

  private static int explain(Exception error, PrintWriter err) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        err.println(failure.getMessage());
        return failure.exit().code();
      }
      if (cause instanceof InputException
          || cause instanceof EngineUnavailableException
          || cause instanceof UnusableStateException) {
        err.println(cause.getMessage());
        return Exit.INVALID.code();
      }
    }
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    err.println(trace);
    err.println("This should not happen. Please report it with the lines above.");
    return Exit.FAILED.code();
  }
}
