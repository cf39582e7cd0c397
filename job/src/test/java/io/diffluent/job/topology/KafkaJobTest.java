package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.TestTopics.Answer;
import io.diffluent.job.topology.TestTopics.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The production graph between topics. The job may not restart: one failure of any task fails it.
 */
class KafkaJobTest {

  private static final int BATCH = 16;
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 1_200;

  @RegisterExtension static final RunningBroker BROKER = TestTopics.running();

  @Test
  void everyEventHasOneOutcome() throws Exception {
    TestTopics topics = topics("hostile", "", PARTITIONS);
    List<HostileEvent> hostile = HostileEvent.all();
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    Map<String, ProducerRecord<byte[], byte[]>> accepted = new HashMap<>();
    Map<String, HostileEvent> refused = new HashMap<>();
    int[] next = new int[PARTITIONS];
    for (int i = 0; i < EVENTS; i++) {
      HostileEvent bad = i % 20 == 13 ? hostile.get(i / 20 % hostile.size()) : null;
      int partition = i % 3 == 0 ? 1 : 0;
      ProducerRecord<byte[], byte[]> event =
          event("hostile.in", partition, i, bad == null ? value(i) : bad.value());
      String id = "hostile.in-" + partition + "-" + next[partition]++;
      events.add(event);
      if (bad == null || bad.reason() == null) {
        accepted.put(id, event);
      } else {
        refused.put(id, bad);
      }
    }
    topics.feed(events);
    topics.runToTheEnd(FlinkSetup.bounded("hostile"), 2);

    predictionsOf(accepted, topics.predictions());
    lettersOf(refused, topics.deadLetters());
    receipts(topics.answers(), accepted);
    Report last = topics.reports().get(topics.reports().size() - 1);
    assertThat(last.key()).isEqualTo("hostile");
    assertThat(last.count("scored")).isEqualTo(accepted.size());
    assertThat(last.count("learned") + last.count("unlabelled")).isEqualTo(accepted.size());
    assertThat(last.count("unlabelled")).isPositive();
    assertThat(last.count("skippedBatches")).isZero();
    assertThat(last.json().get("alerts")).isEmpty();
  }

  private static void predictionsOf(
      Map<String, ProducerRecord<byte[], byte[]>> accepted,
      List<ConsumerRecord<byte[], byte[]>> predictions) {
    assertThat(predictions).hasSize(accepted.size());
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> prediction : predictions) {
      String id = Answer.of(prediction).id();
      assertThat(seen.add(id)).as(id).isTrue();
      ProducerRecord<byte[], byte[]> event = accepted.get(id);
      assertThat(event).as(id).isNotNull();
      assertThat(prediction.key()).isEqualTo(event.key());
      assertThat(prediction.timestamp()).isEqualTo(event.timestamp());
      assertThat(TestTopics.header(prediction, "diffluent-id")).isEqualTo(id);
      assertThat(TestTopics.header(prediction, "trace")).isEqualTo(trace(event));
      assertThat(prediction.headers().headers("trace")).hasSize(2);
      assertThat(prediction.headers().lastHeader("void").value()).isNull();
      assertThat(prediction.headers().lastHeader("diffluent-forged")).isNull();
      assertThat(Answer.of(prediction).value()).isFinite();
    }
  }

  private static void lettersOf(
      Map<String, HostileEvent> refused, List<ConsumerRecord<byte[], byte[]>> letters) {
    assertThat(letters).hasSize(refused.size());
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      String id = TestTopics.header(letter, "diffluent-source");
      assertThat(seen.add(id)).as(id).isTrue();
      HostileEvent bad = refused.get(id);
      assertThat(letter.value()).as(bad.name()).isEqualTo(bad.value());
      assertThat(TestTopics.header(letter, "diffluent-reason"))
          .as(bad.name())
          .isEqualTo(bad.reason());
      assertThat(TestTopics.header(letter, "diffluent-error")).isNotBlank();
      assertThat(TestTopics.header(letter, "trace")).startsWith("t");
      assertThat(letter.key()).isNotEmpty();
    }
  }

  /** Every lost cell, once the pipeline has seen some rows, says what it was replaced with. */
  private static void receipts(
      List<Answer> answers, Map<String, ProducerRecord<byte[], byte[]>> accepted) {
    int lost = 0;
    for (Answer answer : answers) {
      String event = new String(accepted.get(answer.id()).value(), StandardCharsets.UTF_8);
      if (answer.offset() > 200 && event.contains("\"b\":null")) {
        lost++;
        List<JsonNode> entries = new ArrayList<>();
        answer.receipt().forEach(entries::add);
        assertThat(entries)
            .as(answer + " of " + event)
            .anySatisfy(
                entry -> {
                  assertThat(entry.get("column").asText()).isEqualTo("b");
                  assertThat(entry.get("raw").isNull()).isTrue();
                  assertThat(entry.get("used").isNumber()).isTrue();
                  assertThat(entry.get("repairs")).isNotEmpty();
                });
      }
    }
    assertThat(lost).isGreaterThan(20);
  }

  @Test
  void everyModelKeyHasItsModel() throws Exception {
    TestTopics topics = topics("keys", "key: machine", 1);
    List<String> machines = List.of("m0", "m1", "m2", "7");
    Map<String, Integer> perKey = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int machine = i % 7 % machines.size();
      String name = machine == 3 ? "7" : "\"" + machines.get(machine) + "\"";
      String value = new String(value(i), StandardCharsets.UTF_8);
      events.add(
          event(
              "keys.in",
              0,
              i,
              ("{\"machine\":" + name + "," + value.substring(1))
                  .getBytes(StandardCharsets.UTF_8)));
      int before = perKey.merge(machines.get(machine), 1, Integer::sum) - 1;
      versions.add((long) before / BATCH);
    }
    events.add(event("keys.in", 0, EVENTS, value(0)));
    topics.feed(events);
    topics.runToTheEnd(FlinkSetup.bounded("keys"), 2);

    List<Answer> answers = topics.answers();
    assertThat(answers).hasSize(EVENTS);
    for (Answer answer : answers) {
      assertThat(answer.model()).isEqualTo(machines.get(answer.offset() % 7 % machines.size()));
      assertThat(answer.version()).as(answer.id()).isEqualTo(versions.get(answer.offset()));
    }
    assertThat(topics.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(TestTopics.header(letter, "diffluent-reason"))
                    .isEqualTo("no-model-key"));
    Map<String, Report> latest =
        topics.reports().stream()
            .collect(Collectors.toMap(Report::model, report -> report, (a, b) -> b));
    assertThat(latest).containsOnlyKeys(machines);
    latest.forEach(
        (machine, report) -> {
          assertThat(report.key()).isEqualTo(machine);
          assertThat(report.count("learned")).isEqualTo((long) perKey.get(machine));
          assertThat(report.version()).isEqualTo(-Math.floorDiv(-perKey.get(machine), BATCH));
        });
  }

  @Test
  void exactlyOnceIsSeenOnce() throws Exception {
    String delivery = "kafka: {delivery: exactly-once, transactionTimeoutMs: 600000}";
    TestTopics topics = topics("once", delivery, 1);
    PipelineSpec spec = topics.spec();
    assertThat(KafkaEnds.check(spec)).isEmpty();
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
      events.add(event("once.in", 0, i, i % 100 == 9 ? broken : value(i)));
    }
    topics.feed(events);
    Configuration configuration = FlinkSetup.bounded("once");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    topics.runToTheEnd(configuration, 1);

    List<Answer> answers = topics.answers();
    assertThat(answers).hasSize(EVENTS - EVENTS / 100);
    assertThat(answers).extracting(Answer::id).doesNotHaveDuplicates();
    assertThat(topics.deadLetters()).hasSize(EVENTS / 100);
    assertThat(topics.reports()).isNotEmpty();
    // Offsets that hold no record are the ends of transactions.
    String predictions = spec.kafka().topics().predictions();
    assertThat(new TopicContents(KafkaEnds.connection(spec), predictions).size())
        .isGreaterThan(answers.size());
  }

  private static TestTopics topics(String name, String line, int partitions) {
    String options =
        line.contains("kafka")
            ? ""
            : "kafka: {options: {max.request.size: " + TestTopics.LARGEST + "}}";
    String yaml =
        GeneratedTable.pipeline(
                Task.REGRESSION,
                line,
                options,
                "learn: {batch: " + BATCH + ", replay: 1, guardMargin: 1.0, telemetryEvery: 4}")
            .replace("pipeline: garden", "pipeline: " + name)
            .replace("topic: rides", "topic: " + name + ".in");
    return TestTopics.of(BROKER.get(), yaml, partitions);
  }

  private static final GeneratedTable TABLE = GeneratedTable.of(Task.REGRESSION, EVENTS, 1);

  /** A row as JSON; every twentieth has lost a cell. */
  static byte[] value(int row) {
    String b = row % 20 == 6 ? "null" : TABLE.cell(row, 1);
    return ("{\"a\":%s,\"b\":%s,\"c\":\"%s\",\"city\":\"%s\",\"minutes\":%s}"
            .formatted(
                TABLE.cell(row, 0),
                b,
                TABLE.cell(row, 2),
                TABLE.cell(row, 3),
                TABLE.cell(row, GeneratedTable.LABEL)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An event with headers, the same name twice and one without a value among them. */
  static ProducerRecord<byte[], byte[]> event(String topic, int partition, int i, byte[] value) {
    byte[] key = ("k" + i % 10).getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> event =
        new ProducerRecord<>(topic, partition, 1_000L + i, key, value);
    event.headers().add("trace", "first".getBytes(StandardCharsets.UTF_8));
    event.headers().add("trace", ("t" + i).getBytes(StandardCharsets.UTF_8));
    event.headers().add("void", null);
    event.headers().add("diffluent-forged", new byte[] {1});
    return event;
  }

  private static String trace(ProducerRecord<byte[], byte[]> event) {
    return new String(event.headers().lastHeader("trace").value(), StandardCharsets.UTF_8);
  }
}
