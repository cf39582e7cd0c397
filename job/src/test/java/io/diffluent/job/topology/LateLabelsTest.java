package io.diffluent.job.topology;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.topology.TestTopics.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events in one topic, their labels in another: what became of each is known in the end. */
class LateLabelsTest {

  private static final int EVENTS = 1_000;
  private static final int WAIT = 400;
  @RegisterExtension static final RunningBroker BROKER = TestTopics.running();

  @Test
  void labelsFromTheirOwnTopicAreLearned() throws Exception {
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, "learn: {batch: 16, replay: 1}")
            .replace("pipeline: garden", "pipeline: late")
            .replace("topic: rides", "topic: late.in")
            .replace(
                "task: regression",
                "task: regression, late: {topic: late.labels, waitMs: %d, outOfOrderMs: 1000}"
                    .formatted(WAIT));
    TestTopics topics = TestTopics.of(BROKER.get(), yaml, 1);
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String event = new String(KafkaJobTest.value(i), StandardCharsets.UTF_8);
      String bare = event.replaceFirst(",\"minutes\":[^}]*", "");
      sent.add(KafkaJobTest.event("late.in", 0, i, bare.getBytes(StandardCharsets.UTF_8)));
    }
    int late = 0;
    int missing = 0;
    for (int i = 0; i < EVENTS; i++) {
      if (i % 20 == 3) {
        missing++;
        continue;
      }
      boolean isLate = i % 20 == 7;
      late += isLate ? 1 : 0;
      sent.add(label(i, 1_000L + i + (isLate ? WAIT + 1 : i % 300)));
    }
    sent.add(raw("no label at all"));
    sent.add(raw("{\"minutes\":3}"));
    topics.feed(sent);
    topics.runToTheEnd(FlinkSetup.bounded("late"), 2);

    assertThat(topics.answers().stream().map(Answer::id).distinct()).hasSize(EVENTS);
    JsonNode counts = topics.reports().get(topics.reports().size() - 1).json().get("counts");
    assertThat(counts.get("records").asInt()).isEqualTo(EVENTS);
    assertThat(counts.get("late").asInt()).isEqualTo(late);
    assertThat(counts.get("expired").asInt()).isEqualTo(missing);
    assertThat(counts.get("joined").asInt()).isEqualTo(EVENTS - late - missing);
    assertThat(counts.get("learned").asInt()).isEqualTo(EVENTS - late - missing);
    assertThat(counts.get("waiting").asInt()).isZero();
    assertThat(counts.get("crowdedOut").asInt()).isZero();

    Map<String, List<ConsumerRecord<byte[], byte[]>>> letters =
        topics.deadLetters().stream()
            .collect(groupingBy(letter -> TestTopics.header(letter, "diffluent-reason")));
    assertThat(letters).containsOnlyKeys("label-late", "not-json", "no-event-id");
    assertThat(letters.get("label-late")).hasSize(late);
    ConsumerRecord<byte[], byte[]> first = letters.get("label-late").get(0);
    assertThat(TestTopics.header(first, "diffluent-source")).startsWith("late.labels-0-");
    assertThat(TestTopics.header(first, "diffluent-error"))
        .contains("late.in-0-", "waited for 400");
    assertThat(new String(first.value(), StandardCharsets.UTF_8)).contains("\"minutes\":");
  }

  private static ProducerRecord<byte[], byte[]> label(int i, long time) {
    String event = new String(KafkaJobTest.value(i), StandardCharsets.UTF_8);
    String minutes = event.substring(event.indexOf("\"minutes\""));
    String json = "{\"id\":\"late.in-0-" + i + "\"," + minutes;
    return new ProducerRecord<>(
        "late.labels", 0, time, null, json.getBytes(StandardCharsets.UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> raw(String value) {
    return new ProducerRecord<>(
        "late.labels", 0, 5_000L, null, value.getBytes(StandardCharsets.UTF_8));
  }
}
