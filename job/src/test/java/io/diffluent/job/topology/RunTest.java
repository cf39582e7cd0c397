package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.core.record.Task;
import io.diffluent.job.CommandRun;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command that people deploy, from its pipeline file to the topics. */
class RunTest {

  private static final int EVENTS = 300;

  @RegisterExtension static final RunningBroker BROKER = RunningBroker.with(Map.of());

  @TempDir Path folder;

  @Test
  void itMakesItsOutputTopicsAndEndsWithTheInput() throws Exception {
    Path file = pipeline("whole", "");
    PipelineSpec spec = ((PipelineResult.Valid) PipelineFile.read(file)).spec();
    BROKER.get().createTopic("whole.in", 1);
    List<ProducerRecord<byte[], byte[]>> events = events("whole.in", 0, EVENTS);
    events.add(KafkaJobTest.event("whole.in", 0, EVENTS, "[]".getBytes(StandardCharsets.UTF_8)));
    TestTopics topics = new TestTopics(spec);
    topics.feed(events);
    CommandRun run = CommandRun.of("run", "--pipeline", file, "--bounded");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Running 'whole': [whole.in] -> whole.predictions");
    assertThat(topics.answers()).hasSize(EVENTS);
    assertThat(topics.deadLetters()).hasSize(1);
    assertThat(new TopicContents(KafkaEnds.connection(spec), "whole.telemetry").size())
        .isPositive();
  }

  /** A process that was killed: what was learned is in the last checkpoint. */
  @Test
  void itGoesOnFromACheckpoint() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    Path file =
        pipeline(
            "again",
            "kafka: {bootstrap: \"%s\"}\ncheckpoint: {intervalMs: 200, directory: \""
                + checkpoints
                + "\"}");
    PipelineSpec spec = ((PipelineResult.Valid) PipelineFile.read(file)).spec();
    BROKER.get().createTopic("again.in", 1);
    KafkaEnds.check(spec);
    TestTopics topics = new TestTopics(spec);
    topics.feed(events("again.in", 0, EVENTS));
    JobClient job = submitted(spec, FlinkSetup.lastingHere(spec));
    await().atMost(1, TimeUnit.MINUTES).until(() -> topics.answers().size() >= EVENTS);
    // The second one from now on began when all had been answered.
    int now = newest(checkpoints).map(RunTest::number).orElse(0);
    await()
        .atMost(1, TimeUnit.MINUTES)
        .ignoreExceptions()
        .until(() -> newest(checkpoints).map(RunTest::number).orElse(0) >= now + 2);
    job.cancel().get(1, TimeUnit.MINUTES);
    Path last = newest(checkpoints).orElseThrow();

    topics.feed(events("again.in", EVENTS, 2 * EVENTS));
    CommandRun wrong = CommandRun.of("run", "--pipeline", file, "--from-savepoint", checkpoints);
    assertThat(wrong.refused(3).err()).contains("no file _metadata", "chk-N");
    CommandRun both =
        CommandRun.of("run", "--pipeline", file, "--bounded", "--from-savepoint", last);
    assertThat(both.refused(3).err()).contains("exclude each other");
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            Files.readString(file).replace("hidden: [16]", "hidden: [24]"));
    CommandRun shape = CommandRun.of("run", "--pipeline", other, "--from-savepoint", last);
    assertThat(shape.refused(3).err())
        .contains("state of model key", "another shape", "hidden [16]", "hidden [24]")
        .doesNotContain("Exception");
    JobClient again =
        submitted(spec, FlinkSetup.from(last.toString(), FlinkSetup.lastingHere(spec)));
    await().atMost(1, TimeUnit.MINUTES).until(() -> topics.answers().size() >= 2 * EVENTS);
    again.cancel().get(1, TimeUnit.MINUTES);
    assertThat(topics.answers()).hasSize(2 * EVENTS);
    assertThat(topics.answers().get(EVENTS).version()).isGreaterThanOrEqualTo(EVENTS / 32 - 1);
  }

  private static JobClient submitted(PipelineSpec spec, Configuration flink) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    KafkaEnds.connect(env, spec, LearnerPlan.of(spec), false);
    return env.executeAsync();
  }

  private static Optional<Path> newest(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(path -> path.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingInt(RunTest::number));
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  @Test
  void itSaysEverythingThatIsMissing() throws IOException {
    BROKER.get().createTopic("events.rides", 1);
    Path file = pipeline("absent", "kafka: {createTopics: false, bootstrap: \"%s\"}");
    Files.writeString(
        file, Files.readString(file).replace("topic: absent.in", "topic: event.rides"));
    CommandRun run = CommandRun.of("run", "--pipeline", file, "--bounded");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("'event.rides' does not exist", "did you mean 'events.rides'?")
        .contains("'absent.predictions'", "'absent.telemetry'", "'absent.dead-letters'")
        .doesNotContain("Exception")
        .hasLineCount(4);
  }

  /** It would be learned and written, and could never be read again. */
  @Test
  void aModelThatStateCannotHoldIsRefused() throws IOException {
    Path file = pipeline("vast", "");
    String yaml = Files.readString(file).replace("hidden: [16]", "hidden: [4096, 4096, 4096]");
    Files.writeString(file, yaml);
    CommandRun run = CommandRun.of("run", "--pipeline", file);
    assertThat(run.refused(3).err())
        .contains("too large for state", "model.hidden")
        .doesNotContain("Exception");
  }

  @Test
  void aTransactionThatTheBrokerWouldEndIsAProblem() throws IOException {
    BROKER.get().createTopic("late.in", 1);
    Path file =
        pipeline(
            "late",
            "kafka: {delivery: exactly-once, transactionTimeoutMs: 7200000, bootstrap: \"%s\"}");
    CommandRun run = CommandRun.of("run", "--pipeline", file);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("transaction.max.timeout.ms").doesNotContain("Exception");
  }

  static List<ProducerRecord<byte[], byte[]>> events(String topic, int from, int to) {
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(KafkaJobTest.event(topic, 0, i, KafkaJobTest.value(i)));
    }
    return events;
  }

  private Path pipeline(String name, String kafka) throws IOException {
    String line = kafka.isEmpty() ? "kafka: {bootstrap: \"%s\"}" : kafka;
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, line.formatted(BROKER.get().bootstrap()))
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }
}
