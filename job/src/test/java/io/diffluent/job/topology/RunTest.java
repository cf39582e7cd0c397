package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
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
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(KafkaJobTest.event("whole.in", 0, i, KafkaJobTest.value(i)));
    }
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

  private Path pipeline(String name, String kafka) throws IOException {
    String line = kafka.isEmpty() ? "kafka: {bootstrap: \"%s\"}" : kafka;
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, line.formatted(BROKER.get().bootstrap()))
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }
}
