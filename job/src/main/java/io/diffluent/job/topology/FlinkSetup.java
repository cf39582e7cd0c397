package io.diffluent.job.topology;

import io.diffluent.job.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

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

  /** Checkpoints that may fail in a row, as in {@code deploy/flink/config.yaml}. */
  private static final int TOLERABLE = 3;

  private static final String LOOPBACK = "localhost";

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private FlinkSetup() {}

  /** What Flink writes in this process; it goes when the process does. */
  private static final class Scratch {
    static final Path FOLDER = made();

    private static Path made() {
      try {
        Path folder = Files.createTempDirectory("diffluent-flink");
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> FileUtils.deleteDirectoryQuietly(folder.toFile()), "scratch"));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Whether a job that is started now runs in this process. When Flink calls {@code main} on a
   * cluster or from its client, it has put an environment of its own in place.
   */
  public static boolean isLocal() {
    return StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment;
  }

  /** A folder as the URI that Flink wants; a URI as it is. */
  public static String location(String folderOrUri) {
    return SCHEME.matcher(folderOrUri).matches()
        ? folderOrUri
        : Path.of(folderOrUri).toAbsolutePath().normalize().toUri().toString();
  }

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
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY, location(checkpoint.directory()));
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

  /**
   * The same in this process. Flink keeps checkpoints that have no directory in memory, where they
   * may have 5 MiB; here they then go where they are lost with the process, as everything is.
   */
  public static Configuration lastingHere(PipelineSpec spec) {
    Configuration configuration = here(lasting(spec));
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE);
    if (spec.checkpoint().directory() == null) {
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          Scratch.FOLDER.resolve("checkpoints").toUri().toString());
    }
    return configuration;
  }

  /** The same, going on from a savepoint or a checkpoint that was kept. */
  public static Configuration from(String savepoint, Configuration configuration) {
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, location(savepoint));
    return configuration;
  }

  /** Without checkpoints: a bounded run here that is simply started again if it fails. */
  public static Configuration bounded(String jobName) {
    Configuration configuration = here(common(jobName));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  /** Flink in this process: nobody else may reach it, and nothing of it stays behind. */
  private static Configuration here(Configuration configuration) {
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.HOST, LOOPBACK);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    configuration.set(CoreOptions.TMP_DIRS, Scratch.FOLDER.toString());
    return configuration;
  }
}
