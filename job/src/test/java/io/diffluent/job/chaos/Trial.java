package io.diffluent.job.chaos;

import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One pipeline under trial: its file, its topics, and the production graph that runs it.
 *
 * <p>Two model keys with a partition each, a small model, short checkpoint intervals.
 *
 * @param spec what the pipeline file says
 * @param once whether the output is exactly-once, and read as such
 */
record Trial(PipelineSpec spec, boolean once) {

  static final int PARTITIONS = 2;

  private static final String CHECKPOINT_MS = "300";
  private static final String RESTART_MS = "100";

  /** A failure a minute is the subject here, not a reason to wait longer each time. */
  private static final Duration LONGEST_RESTART_DELAY = Duration.ofSeconds(2);

  /** Creates the topics and what reads and writes them. */
  static Trial of(String bootstrap, String name, boolean once, Path checkpoints) {
    String delivery = once ? ", delivery: exactly-once, transactionTimeoutMs: 600000" : "";
    String yaml =
        GeneratedTable.pipeline(
                Task.REGRESSION,
                "key: " + Feeder.KEY,
                "kafka: {bootstrap: \"" + bootstrap + "\"" + delivery + "}",
                "learn: {batch: 32, replay: 0, guardMargin: 1.0}",
                "checkpoint:",
                "  directory: " + checkpoints.toUri(),
                "  intervalMs: " + CHECKPOINT_MS,
                "  restartDelayMs: " + RESTART_MS)
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in")
            .replace("hidden: [16]", "hidden: [8]");
    PipelineResult result = PipelineFile.parse(yaml, name + ".yaml");
    if (result instanceof PipelineResult.Invalid invalid) {
      throw new AssertionError(invalid.problems());
    }
    Trial trial = new Trial(((PipelineResult.Valid) result).spec(), once);
    PipelineSpec.Topics topics = trial.spec.kafka().topics();
    List<NewTopic> all = new ArrayList<>();
    all.add(new NewTopic(trial.input(), PARTITIONS, (short) 1));
    for (String topic : List.of(topics.predictions(), topics.telemetry(), topics.deadLetters())) {
      all.add(new NewTopic(topic, 1, (short) 1));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(all).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("topics of " + name + ": " + e.getMessage(), e);
    }
    return trial;
  }

  String input() {
    return spec.sources().get(0).topic();
  }

  /** Submits the production graph to a cluster, whose class path has everything it needs. */
  JobClient submit(URI rest) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(
            rest.getHost(), rest.getPort(), configuration());
    env.setParallelism(1);
    KafkaEnds.sinks(
        spec, Graph.build(spec, LearnerPlan.of(spec), KafkaEnds.events(env, spec, false)));
    return env.executeAsync();
  }

  /** The product's, and restarts that do not slow down. */
  private Configuration configuration() {
    Configuration configuration = FlinkSetup.lasting(spec);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        LONGEST_RESTART_DELAY);
    return configuration;
  }

  Feeder feeder(long seed) {
    return new Feeder(spec.kafka().bootstrap(), input(), PARTITIONS, seed);
  }

  /** Follows the predictions, those of open transactions only if asked for. */
  Progress predictions(boolean committed) {
    String topic = spec.kafka().topics().predictions();
    return new Progress(new Reading(spec.kafka().bootstrap(), topic, committed), EventId::answered);
  }

  /**
   * Waits until a consumer of this trial's delivery has an outcome for every event. Exactly-once
   * output is there once a checkpoint has committed it.
   *
   * @param alive what must hold all the while; it throws where waiting is in vain
   */
  void awaitAll(Manifest sent, Duration most, Callable<?> alive) {
    String topic = spec.kafka().topics().deadLetters();
    try (Progress answers = predictions(once);
        Progress letters =
            new Progress(new Reading(spec.kafka().bootstrap(), topic, once), EventId::refused)) {
      answers.await(sent.answerable(), most, alive);
      letters.await(sent.size() - sent.answerable(), most, alive);
    }
  }

  Checker checker() {
    PipelineSpec.Topics topics = spec.kafka().topics();
    return new Checker(spec.kafka().bootstrap(), topics.predictions(), topics.deadLetters(), once);
  }
}
