package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.TestTopics.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one way in which exactly-once output loses something: the job is away for longer than its
 * output transactions live, and Flink's Kafka committer finds them aborted. It goes on without
 * them, so the loss has to be seen in a metric; this is what the alert on it rests on.
 */
class ExpiredTransactionTest {

  private static final int BEFORE = 100;
  private static final int EVENTS = 150;

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          () ->
              new MiniClusterResourceConfiguration.Builder()
                  .setConfiguration(reported())
                  .setNumberTaskManagers(1)
                  .setNumberSlotsPerTaskManager(1)
                  .build());

  private static EmbeddedBroker broker;

  @TempDir Path folder;

  private static Configuration reported() {
    Configuration configuration = new Configuration();
    REPORTER.addToConfiguration(configuration);
    return configuration;
  }

  @BeforeAll
  static void start() {
    broker =
        EmbeddedBroker.start(
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatAnExpiredTransactionHeldIsMissingAndCounted(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    TestTopics topics = topics();
    JobClient first = submit(topics, new Configuration());
    feed(topics, 0, BEFORE);
    String savepoint = savepoint(topics, first);
    first.cancel().get(60, TimeUnit.SECONDS);
    // Longer than a transaction lives: the broker has aborted what the savepoint promises.
    await().atMost(Duration.ofSeconds(60)).until(ExpiredTransactionTest::nothingIsOpen);
    assertThat(topics.answers()).isEmpty();

    Configuration from = new Configuration();
    from.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    JobClient second = submit(topics, from);
    feed(topics, BEFORE, EVENTS);
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // a checkpoint of a job that is only starting
        .until(
            () -> {
              cluster
                  .triggerCheckpoint(second.getJobID(), CheckpointType.FULL)
                  .get(60, TimeUnit.SECONDS);
              return topics.answers().size() >= EVENTS - BEFORE;
            });

    Set<Integer> answered =
        topics.answers().stream().map(Answer::offset).collect(Collectors.toSet());
    assertThat(answered).hasSize(EVENTS - BEFORE).allMatch(offset -> offset >= BEFORE);
    assertThat(topics.answers())
        .as("learning has used what is missing")
        .allMatch(answer -> answer.version() >= BEFORE / 16);
    assertThat(failedCommittables(second)).isPositive();
    second.cancel().get(60, TimeUnit.SECONDS);
  }

  /** A savepoint that holds the answers to everything so far, in a transaction that is open. */
  private String savepoint(TestTopics topics, JobClient job) throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                REPORTER.findMetrics(job.getJobID(), ".*diffluent.scored").values().stream()
                    .anyMatch(metric -> ((Counter) metric).getCount() == BEFORE));
    return job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  private static long failedCommittables(JobClient job) {
    long failed = 0;
    for (Metric metric : REPORTER.findMetrics(job.getJobID(), ".*failedCommittables").values()) {
      failed += ((Counter) metric).getCount();
    }
    return failed;
  }

  private static boolean nothingIsOpen() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      return admin.listTransactions().all().get(30, TimeUnit.SECONDS).stream()
          .noneMatch(
              listing ->
                  listing.state() == TransactionState.ONGOING
                      || listing.state() == TransactionState.PREPARE_ABORT);
    }
  }

  private JobClient submit(TestTopics topics, Configuration more) throws Exception {
    Configuration configuration = FlinkSetup.lasting(topics.spec());
    // Transactions end when the test says so.
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1));
    configuration.addAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    KafkaEnds.connect(env, topics.spec(), LearnerPlan.of(topics.spec()), false);
    return env.executeAsync();
  }

  private static void feed(TestTopics topics, int from, int to) throws Exception {
    PipelineSpec.Source source = topics.spec().sources().get(0);
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(KafkaJobTest.event(source.topic(), 0, i, KafkaJobTest.value(i)));
    }
    topics.feed(events);
  }

  private TestTopics topics() {
    String yaml =
        GeneratedTable.pipeline(
                Task.REGRESSION,
                "learn: {batch: 16, replay: 1}",
                "checkpoint:",
                "  directory: " + folder.toUri(),
                "  intervalMs: 500",
                "  timeoutMs: 3000",
                "  restartDelayMs: 1")
            .replace("pipeline: garden", "pipeline: expired")
            .replace("topic: rides", "topic: expired.in")
            .replaceFirst(
                "(?m)^label:",
                "kafka: {delivery: exactly-once, transactionTimeoutMs: 10000}\nlabel:");
    return TestTopics.of(broker, yaml, 1);
  }
}
