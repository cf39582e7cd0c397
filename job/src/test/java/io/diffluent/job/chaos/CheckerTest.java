package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.job.RunningBroker;
import io.diffluent.job.chaos.Findings.Law;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A checker is worth what it finds: each planted fault, as often as it was planted, and no other.
 */
class CheckerTest {

  private static final int EVENTS = 400;
  private static final int BATCH = 16;
  private static final int PARTITIONS = 2;

  @RegisterExtension static final RunningBroker BROKER = RunningBroker.with(Map.of());

  private final List<Answer> answers = new ArrayList<>();
  private final List<String> letters = new ArrayList<>();
  private final Manifest sent = new Manifest("faults.in");

  /** What a job that does everything right would write; a model key has a partition of its own. */
  CheckerTest() {
    for (int i = 0; i < EVENTS; i++) {
      int partition = i % PARTITIONS;
      long offset = i / PARTITIONS;
      boolean refused = i % 50 == 7;
      sent.sent(partition, offset, refused);
      String id = sent.id(partition, offset);
      if (refused) {
        letters.add(id);
      } else {
        answers.add(new Answer(id, "m" + partition, offset / BATCH, 50 + 0.1 * i));
      }
    }
  }

  @Test
  void aRunWithoutFaultsHasNoFindings() {
    Findings findings = check("calm", false);
    assertThat(findings.exact()).as(findings.toString()).isTrue();
    assertThat(findings.events()).isEqualTo(EVENTS);
    assertThat(findings.answers()).isEqualTo(EVENTS - letters.size());
    assertThat(findings.letters()).isEqualTo(letters.size()).isPositive();
  }

  @Test
  void aDroppedAnswerIsLost() {
    String id = answers.remove(101).id();
    Findings findings = check("dropped", false);
    only(findings, Map.of(Law.LOST, 1L));
    assertThat(findings.toString()).contains("lost 1,", id);
  }

  @Test
  void aDroppedDeadLetterIsLost() {
    letters.remove(2);
    only(check("dropped-letter", false), Map.of(Law.LOST, 1L));
  }

  @Test
  void anEqualAnswerAgainIsADuplicateOnly() {
    answers.add(150, answers.get(120));
    letters.add(letters.get(0));
    Findings findings = check("again", false);
    only(findings, Map.of(Law.DUPLICATE, 2L));
    assertThat(findings.sound()).isTrue();
    assertThat(findings.exact()).isFalse();
  }

  @Test
  void anotherValueTheSecondTimeIsFound() {
    Answer first = answers.get(120);
    answers.add(150, with(first, first.version(), first.value() * (1 + 1e-5)));
    answers.add(150, with(first, first.version(), first.value() * (1 + 1e-8)));
    Findings findings = check("altered", false);
    only(findings, Map.of(Law.DUPLICATE, 2L, Law.DIFFERENT_VALUE, 1L));
    assertThat(findings.sound()).isFalse();
  }

  @Test
  void anotherVersionTheSecondTimeIsFound() {
    Answer first = answers.get(120);
    answers.add(150, with(first, first.version() + 1, first.value()));
    only(check("reversioned", false), Map.of(Law.DUPLICATE, 1L, Law.WRONG_VERSION, 1L));
  }

  @Test
  void anAlteredIdIsLostAndUnknown() {
    Answer answer = answers.get(33);
    answers.set(33, new Answer("faults.in-0-99999", "m0", answer.version(), answer.value()));
    only(check("renamed", false), Map.of(Law.LOST, 1L, Law.UNKNOWN, 1L));
  }

  @Test
  void anAnswerToARefusedEventIsUnknown() {
    answers.add(new Answer(letters.get(0), "m1", 99, 1));
    only(check("answered", false), Map.of(Law.UNKNOWN, 1L));
  }

  @Test
  void aSwappedPairOfOneKeyIsReordered() {
    Collections.swap(answers, 34, 36);
    only(check("swapped", false), Map.of(Law.REORDERED, 1L));
  }

  @Test
  void keysMayOvertakeEachOther() {
    Collections.swap(answers, 34, 35);
    only(check("overtaking", false), Map.of());
  }

  @Test
  void aVersionThatFallsIsFound() {
    Answer answer = answers.get(200);
    answers.set(200, with(answer, answer.version() - 1, answer.value()));
    only(check("fallen", false), Map.of(Law.WRONG_VERSION, 1L));
  }

  @Test
  void whatDiffersFromAReferenceIsFound() {
    Map<String, Answer> reference = new HashMap<>();
    answers.forEach(answer -> reference.put(answer.id(), answer));
    Answer answer = answers.get(200);
    answers.set(200, with(answer, answer.version(), answer.value() + 1));
    Checker checker = written("reference", false);
    only(checker.check(sent), Map.of());
    only(checker.check(sent, reference), Map.of(Law.DIFFERENT_VALUE, 1L));
    assertThat(checker.answers()).hasSize(answers.size()).doesNotContainEntry(answer.id(), answer);
  }

  @Test
  void anAbortedTransactionIsNotRead() {
    Checker committed = written("aborted", true);
    only(committed.check(sent), Map.of());
    Checker uncommitted =
        new Checker(
            BROKER.get().bootstrap(), committed.predictions(), committed.deadLetters(), false);
    only(uncommitted.check(sent), Map.of(Law.UNKNOWN, 1L));
  }

  @Test
  void whatIsNoAnswerIsUnknown() {
    answers.add(new Answer("no id at all", "m0", 99, 1));
    only(check("strange", false), Map.of(Law.UNKNOWN, 1L));
  }

  private static void only(Findings findings, Map<Law, Long> expected) {
    assertThat(findings.counts()).as(findings.toString()).isEqualTo(expected);
  }

  private static Answer with(Answer answer, long version, double value) {
    return new Answer(answer.id(), answer.model(), version, value);
  }

  private Findings check(String name, boolean committed) {
    return written(name, committed).check(sent);
  }

  /** Writes what there is; in a transaction, with an aborted one between, if asked for. */
  private Checker written(String name, boolean transactions) {
    Checker checker =
        new Checker(
            BROKER.get().bootstrap(), name + ".predictions", name + ".letters", transactions);
    BROKER.get().createTopic(checker.predictions(), 1);
    BROKER.get().createTopic(checker.deadLetters(), 1);
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", BROKER.get().bootstrap());
    if (transactions) {
      config.put("transactional.id", name);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (transactions) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(checker, new Answer("faults.in-0-77777", "m0", 99, 1)));
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
      }
      answers.forEach(answer -> producer.send(record(checker, answer)));
      for (String id : letters) {
        ProducerRecord<byte[], byte[]> letter =
            new ProducerRecord<>(checker.deadLetters(), new byte[] {'{'});
        letter.headers().add("diffluent-source", id.getBytes(StandardCharsets.UTF_8));
        producer.send(letter);
      }
      producer.flush();
      if (transactions) {
        producer.commitTransaction();
      }
    }
    return checker;
  }

  private static ProducerRecord<byte[], byte[]> record(Checker checker, Answer answer) {
    String json =
        String.format(
            Locale.ROOT,
            "{\"id\":\"%s\",\"event\":\"e\",\"model\":\"%s\",\"prediction\":%s,\"version\":%d,"
                + "\"served\":\"mixture\",\"receipt\":[]}",
            answer.id(),
            answer.model(),
            Double.toString(answer.value()),
            answer.version());
    return new ProducerRecord<>(checker.predictions(), json.getBytes(StandardCharsets.UTF_8));
  }
}
