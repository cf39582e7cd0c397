package io.diffluent.job.cli;

import io.diffluent.connectors.kafka.Problem;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a pipeline against a real Kafka.",
      "Here in this process, or, when Flink starts this class on a cluster, there."
    })
final class RunCommand implements Callable<Integer> {

  @Option(names = "--pipeline", required = true, description = "The pipeline file.")
  private Path pipeline;

  @Option(
      names = "--bounded",
      description = "End at the offsets that the topics have now, instead of running on.")
  private boolean bounded;

  @Override
  public Integer call() throws Exception {
    PipelineSpec spec = Paths.pipeline(pipeline);
    LearnerConfig config;
    List<Problem> problems;
    try {
      config = LearnerPlan.of(spec);
      config.checkArms();
      problems = KafkaEnds.check(spec);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID, e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new Failure(Exit.BROKER, problems);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSetup.lasting(spec));
    KafkaEnds.connect(env, spec, config, bounded);
    System.err.printf(
        "Running '%s': %s -> %s. Stop with Ctrl-C.%n",
        spec.pipeline(),
        spec.sources().stream().map(PipelineSpec.Source::topic).toList(),
        spec.kafka().topics().predictions());
    env.execute();
    return Exit.OK.code();
  }
}
