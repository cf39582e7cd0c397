package io.diffluent.job.topology;

import io.diffluent.job.pipeline.PipelineSpec;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** Flink's configuration, as a pipeline file decides it. */
public final class FlinkSetup {

  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

  /**
   * A job that names a restart strategy takes none of its options from a session cluster, and
   * Flink's own let the delay grow to a minute, and be forgotten only after an hour without
   * failure.
   */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

  private static final Duration CALM = Duration.ofMinutes(10);

  private FlinkSetup() {}

  /**
   * What every job of ours runs with: no Kryo, values handed over without copies (they are
   * immutable), small network delays.
   */
  public static Configuration common(String jobName) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.NAME, jobName);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    return configuration;
  }

  /** With checkpoints and restarts, for a job that is to stay. */
  public static Configuration lasting(PipelineSpec spec) {
    Configuration configuration = common("diffluent " + spec.pipeline());
    PipelineSpec.Checkpoint checkpoint = spec.checkpoint();
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(checkpoint.intervalMs()));
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMillis(checkpoint.timeoutMs()));
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (checkpoint.directory() != null) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoint.directory());
    }
    boolean rocksdb = checkpoint.backend() == PipelineSpec.Backend.ROCKSDB;
    configuration.set(StateBackendOptions.STATE_BACKEND, rocksdb ? "rocksdb" : "hashmap");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, rocksdb);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(checkpoint.restartDelayMs()));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        LONGEST_BACKOFF.compareTo(Duration.ofMillis(checkpoint.restartDelayMs())) > 0
            ? LONGEST_BACKOFF
            : Duration.ofMillis(checkpoint.restartDelayMs()));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, CALM);
    return configuration;
  }

  /** Without checkpoints: a bounded run that is simply started again if it fails. */
  public static Configuration bounded(String jobName) {
    Configuration configuration = common(jobName);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }
}
