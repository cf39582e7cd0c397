package io.diffluent.job.cli;

import io.diffluent.connectors.kafka.Problem;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.engine.EngineStart;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = RunCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Runs a pipeline against a real Kafka.",
      "Here in this process, or, when Flink starts this class on a cluster, there."
    })
final class RunCommand implements Callable<Integer> {

  static final String NAME = "run";

  @Option(names = "--pipeline", required = true, description = "The pipeline file.")
  private Path pipeline;

  @Option(
      names = "--bounded",
      description = "End at the offsets that the topics have now, instead of running on.")
  private boolean bounded;

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description =
          "Go on from a savepoint, or from a checkpoint in checkpoint.directory (its chk-N), instead"
              + " of beginning anew at kafka.start.")
  private String savepoint;

  @Override
  public Integer call() throws Exception {
    if (bounded && savepoint != null) {
      throw new Failure(
          Exit.INVALID,
          "--bounded and --from-savepoint exclude each other: a savepoint of a job without end has no"
              + " offsets to end at.");
    }
    PipelineSpec spec = Paths.pipeline(pipeline);
    LearnerConfig config;
    List<Problem> problems;
    try {
      config = LearnerPlan.runnable(spec);
      problems = KafkaEnds.check(spec);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new Failure(Exit.BROKER, problems);
    }
    boolean isLocal = FlinkSetup.isLocal();
    Configuration flink = isLocal ? FlinkSetup.lastingHere(spec) : FlinkSetup.lasting(spec);
    if (savepoint != null) {
      FlinkSetup.from(savepoint, flink);
    }
    if (isLocal) {
      checkHere(spec, flink);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    KafkaEnds.connect(env, spec, config, bounded);
    System.err.printf(
        "Running '%s': %s -> %s.%s%n",
        spec.pipeline(),
        spec.sources().stream().map(PipelineSpec.Source::topic).toList(),
        spec.kafka().topics().predictions(),
        isLocal ? " Stop with Ctrl-C." : "");
    if (isLocal && !bounded && spec.checkpoint().directory() == null) {
      System.err.println(
          "What is learned is lost when this process ends: checkpoint.directory would keep it, for"
              + " --from-savepoint.");
    }
    env.execute();
    return Exit.OK.code();
  }

  /** What would otherwise fail inside the job, again after every restart. */
  private static void checkHere(PipelineSpec spec, Configuration flink) {
    EngineStart.check(LearnerPlan.device(spec));
    String checkpoints = flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    try {
      new org.apache.flink.core.fs.Path(checkpoints).getFileSystem();
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          Exit.INVALID,
          "checkpoint.directory " + checkpoints + " cannot be used: " + e.getMessage());
    }
    String from = flink.get(StateRecoveryOptions.SAVEPOINT_PATH);
    if (from != null) {
      checkSavepoint(from);
    }
  }

  private static void checkSavepoint(String from) {
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(from);
    try {
      if (path.getFileSystem().exists(new org.apache.flink.core.fs.Path(path, "_metadata"))) {
        return;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, "--from-savepoint " + from + ": " + e.getMessage());
    }
    throw new Failure(
        Exit.INVALID,
        "--from-savepoint "
            + from
            + " is no savepoint: it has no file _metadata. In a folder of checkpoints, name the chk-N"
            + " with the largest N that has one.");
  }
}
