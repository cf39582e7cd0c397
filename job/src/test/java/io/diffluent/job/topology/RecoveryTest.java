package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.TestTopics.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task fails at a known event, after a checkpoint and after answers that are not in it: nothing
 * is lost, what comes twice is equal, and what follows is what an undisturbed job says.
 */
class RecoveryTest {

  private static final int CHECKPOINTED = 650;
  private static final int ANSWERED_AFTERWARDS = 810;
  private static final int FAULT = 830;
  private static final int EVENTS = 1_000;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.extension();

  @RegisterExtension static final RunningBroker BROKER = TestTopics.running();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void nothingIsLostAndDuplicatesAreEqual(String backend, @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    TestTopics topics = topics(backend);
    JobClient job = submit(topics.spec(), backend);
    FaultOnce.Watch watch = FaultOnce.watch(backend);
    feed(topics, 0, CHECKPOINTED);
    awaitAnswers(topics, job, CHECKPOINTED);
    cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get(60, TimeUnit.SECONDS);
    assertThat(watch.checkpoint.await(60, TimeUnit.SECONDS)).isTrue();
    feed(topics, CHECKPOINTED, ANSWERED_AFTERWARDS);
    awaitAnswers(topics, job, ANSWERED_AFTERWARDS);
    assertThat(watch.faults).hasValue(0);
    feed(topics, ANSWERED_AFTERWARDS, EVENTS);
    awaitAnswers(topics, job, EVENTS);
    job.cancel().get(60, TimeUnit.SECONDS);
    assertThat(watch.faults).hasValue(1);

    List<Answer> answers = topics.answers();
    Map<String, Answer> first = new HashMap<>();
    int duplicates = 0;
    for (Answer answer : answers) {
      Answer earlier = first.putIfAbsent(answer.id(), answer);
      if (earlier != null) {
        duplicates++;
        same(answer, earlier);
      }
    }
    assertThat(first).hasSize(EVENTS);
    assertThat(duplicates).isBetween(ANSWERED_AFTERWARDS - CHECKPOINTED, FAULT - CHECKPOINTED);
    assertThat(answers.get(answers.size() - 1).version()).isGreaterThan(EVENTS / 16 - 4);
    undisturbed(topics).forEach((id, answer) -> same(first.get(id), answer));
  }

  private JobClient submit(PipelineSpec spec, String name) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSetup.lasting(spec));
    env.setParallelism(1);
    DataStream<RawEvent> events =
        KafkaEnds.events(env, spec, false)
            .map(new FaultOnce(name, FAULT))
            .returns(Wire.RAW_EVENT)
            .uid("fault");
    KafkaEnds.sinks(spec, Graph.build(spec, LearnerPlan.of(spec), events));
    return env.executeAsync();
  }

  /** The answers of a job that nothing happens to, over the same events. */
  private static Map<String, Answer> undisturbed(TestTopics topics) throws Exception {
    String name = topics.spec().sources().get(0).name() + ".calm";
    List.of(".p", ".t", ".d").forEach(end -> BROKER.get().createTopic(name + end, 1));
    TestTopics calm =
        new TestTopics(
            topics
                .spec()
                .withTopics(new PipelineSpec.Topics(name + ".p", name + ".t", name + ".d")));
    calm.runToTheEnd(FlinkSetup.bounded(name), 1);
    assertThat(calm.predictions()).hasSize(EVENTS);
    return calm.answers().stream().collect(Collectors.toMap(Answer::id, answer -> answer));
  }

  private static void same(Answer answer, Answer other) {
    assertThat(answer.version()).as(answer.id()).isEqualTo(other.version());
    assertThat(answer.served()).isEqualTo(other.served());
    assertThat(answer.value())
        .as(answer.id())
        .isCloseTo(other.value(), within(1e-6 * Math.max(1, Math.abs(other.value()))));
    assertThat(answer.receipt()).hasSameSizeAs(other.receipt());
  }

  private static void feed(TestTopics topics, int from, int to) throws Exception {
    String topic = topics.spec().sources().get(0).topic();
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(KafkaJobTest.event(topic, 0, i, KafkaJobTest.value(i)));
    }
    topics.feed(events);
  }

  /** Waits for so many different ids. */
  private static void awaitAnswers(TestTopics topics, JobClient job, int count) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
              return topics.answers().stream().map(Answer::id).distinct().count() == count;
            });
  }

  private TestTopics topics(String backend) {
    String yaml =
        GeneratedTable.pipeline(
                Task.REGRESSION,
                "learn: {batch: 16, replay: 1, guardMargin: 1.0}",
                "checkpoint:",
                "  backend: " + backend,
                "  directory: " + folder.toUri(),
                "  intervalMs: 86400000",
                "  restartDelayMs: 100")
            .replace("pipeline: garden", "pipeline: " + backend)
            .replace("topic: rides", "topic: " + backend + ".in");
    return TestTopics.of(BROKER.get(), yaml, 1);
  }
}
