package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.topology.TestTopics.Answer;
import io.diffluent.job.topology.TestTopics.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand damaged events through the production graph, which may not restart: each has a
 * prediction, or a dead letter with its bytes, exactly as the parser alone says.
 */
class FuzzedEventsTest {

  private static final int EVENTS = 10_000;
  private static final long SEED = 20261123;
  private static final String STRUCTURE = "{}[]\",:0123456789eE+-.\\tfnu ";

  /** Larger ones are another test's, once each. */
  private static final int MOST = 100_000;

  @RegisterExtension static final RunningBroker BROKER = TestTopics.running();

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<byte[]> hostile =
      HostileEvent.all().stream()
          .map(HostileEvent::value)
          .filter(value -> value != null && value.length > 0 && value.length < MOST)
          .toList();

  @Test
  void everyOneHasTheOutcomeThatTheParserSays() throws Exception {
    String yaml =
        GeneratedTable.pipeline(Task.REGRESSION, "learn: {batch: 32, telemetryEvery: 16}")
            .replace("pipeline: garden", "pipeline: fuzzed")
            .replace("topic: rides", "topic: fuzzed.in");
    TestTopics topics = TestTopics.of(BROKER.get(), yaml, 1);
    Parser parser = Graph.parser(topics.spec(), LearnerPlan.of(topics.spec()));
    Map<String, ProducerRecord<byte[], byte[]>> accepted = new HashMap<>();
    Map<String, ProducerRecord<byte[], byte[]>> refused = new HashMap<>();
    Map<String, String> reasons = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      ProducerRecord<byte[], byte[]> event =
          new ProducerRecord<>("fuzzed.in", 0, 1_000L + i, key(i), payload(i));
      events.add(event);
      Origin origin = new Origin("fuzzed.in", 0, i);
      Parsed parsed =
          parser.parse(new RawEvent(origin, 0, 0, event.key(), event.value().clone(), List.of()));
      if (parsed instanceof Parsed.Rejected rejected) {
        refused.put(origin.id(), event);
        reasons.put(origin.id(), rejected.reason().code());
      } else {
        accepted.put(origin.id(), event);
      }
    }
    assertThat(accepted).hasSizeBetween(EVENTS / 10, EVENTS * 9 / 10);
    topics.feed(events);
    topics.runToTheEnd(FlinkSetup.bounded("fuzzed"), 1);

    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> prediction : topics.predictions()) {
      Answer answer = Answer.of(prediction);
      assertThat(seen.add(answer.id())).as(answer.id()).isTrue();
      assertThat(accepted).as(answer.id()).containsKey(answer.id());
      ProducerRecord<byte[], byte[]> event = accepted.get(answer.id());
      assertThat(answer.value()).as(described(event)).isFinite();
      assertThat(prediction.key()).as(described(event)).isEqualTo(event.key());
    }
    assertThat(seen).isEqualTo(accepted.keySet());
    seen.clear();
    for (ConsumerRecord<byte[], byte[]> letter : topics.deadLetters()) {
      String id = TestTopics.header(letter, "diffluent-source");
      assertThat(seen.add(id)).as(id).isTrue();
      ProducerRecord<byte[], byte[]> event = refused.get(id);
      assertThat(event).as(id).isNotNull();
      assertThat(letter.key()).as(described(event)).isEqualTo(event.key());
      assertThat(letter.value()).as(described(event)).isEqualTo(event.value());
      assertThat(TestTopics.header(letter, "diffluent-reason"))
          .as(described(event))
          .isEqualTo(reasons.get(id));
    }
    assertThat(seen).isEqualTo(refused.keySet());
    List<Report> reports = topics.reports();
    Report last = reports.get(reports.size() - 1);
    assertThat(last.count("scored")).isEqualTo(accepted.size());
    assertThat(last.count("learned") + last.count("unlabelled")).isEqualTo(accepted.size());
    assertThat(last.count("learned")).isGreaterThan(EVENTS / 20);
  }

  private static String described(ProducerRecord<byte[], byte[]> event) {
    byte[] value = event.value();
    return "seed "
        + SEED
        + ", "
        + HexFormat.of().formatHex(value, 0, Math.min(value.length, 2_000));
  }

  private byte[] key(int i) {
    if (i % 5 == 0) {
      return null;
    }
    byte[] key = new byte[random.nextInt(12)];
    random.nextBytes(key);
    return key;
  }

  /** A row or a hostile event, damaged in up to three ways; every fourth row is left whole. */
  private byte[] payload(int i) {
    boolean row = i % 8 != 7;
    byte[] bytes = row ? KafkaJobTest.value(i % 1_000) : hostile.get(i / 8 % hostile.size());
    bytes = bytes.clone();
    for (int left = i % 4 == 0 ? 0 : random.nextInt(1, 4); left > 0; left--) {
      bytes = damaged(bytes);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + random.nextInt(Math.min(40, bytes.length - at) + 1);
    byte[] slice = Arrays.copyOfRange(bytes, at, to);
    return switch (random.nextInt(7)) {
      case 0 -> with(bytes, at, Math.min(at + 1, bytes.length), random.nextInt(256));
      case 1 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      case 2 -> joined(Arrays.copyOf(bytes, to), slice, tail(bytes, to));
      case 3 -> joined(Arrays.copyOf(bytes, at), new byte[0], tail(bytes, to));
      case 4 -> with(bytes, at, at, STRUCTURE.charAt(random.nextInt(STRUCTURE.length())));
      case 5 -> joined(Arrays.copyOf(bytes, at), number(), tail(bytes, at));
      default -> with(bytes, at, Math.min(at + 1, bytes.length), '0' + random.nextInt(10));
    };
  }

  private byte[] number() {
    String digits = "9".repeat(random.nextInt(1, 80));
    String number = random.nextBoolean() ? digits : random.nextInt(10) + "e" + digits.length() * 5;
    return number.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] with(byte[] bytes, int from, int to, int by) {
    return joined(Arrays.copyOf(bytes, from), new byte[] {(byte) by}, tail(bytes, to));
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] head, byte[] middle, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
    System.arraycopy(middle, 0, all, head.length, middle.length);
    System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
    return all;
  }
}
