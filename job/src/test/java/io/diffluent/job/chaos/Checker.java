package io.diffluent.job.chaos;

import io.diffluent.job.chaos.Findings.Law;
import io.diffluent.job.chaos.Manifest.Owed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares what a job wrote with what it was sent. It knows the contract of the output topics and
 * nothing of the job: Kafka's client and a JSON reader.
 *
 * <p>Order and versions are judged per model key and output partition, over first answers only: a
 * repeated answer is as late as its failure made it. They presume that events of one model key come
 * from one partition, as the job does where it promises equal answers after a failure.
 *
 * @param predictions topic of the predictions
 * @param deadLetters topic of the events that were refused
 * @param committed whether it reads as a consumer with {@code read_committed} does
 */
record Checker(String bootstrap, String predictions, String deadLetters, boolean committed) {

  /** Judges everything that is in the topics now. */
  Findings check(Manifest sent) {
    return check(sent, Map.of());
  }

  /**
   * Judges everything that is in the topics now.
   *
   * @param reference answers of an undisturbed run over the same events, by id; an answer whose id
   *     is not among them is not compared
   */
  Findings check(Manifest sent, Map<String, Answer> reference) {
    Judgement judgement = new Judgement(sent, reference);
    try (Reading answers = new Reading(bootstrap, predictions, committed);
        Reading letters = new Reading(bootstrap, deadLetters, committed)) {
      answers.all(judgement::answer);
      letters.all(judgement::letter);
    }
    return judgement.findings();
  }

  /** The first answer to every event, by id. */
  Map<String, Answer> answers() {
    Map<String, Answer> first = new HashMap<>();
    try (Reading answers = new Reading(bootstrap, predictions, committed)) {
      answers.all(
          record -> {
            Answer answer = Answer.of(record.value());
            first.putIfAbsent(answer.id(), answer);
          });
    }
    return first;
  }

  /** One pass over both topics. */
  private static final class Judgement {

    private final Manifest sent;
    private final Map<String, Answer> reference;
    private final Findings.Collector found = new Findings.Collector();
    private final Map<Integer, Firsts> firsts = new HashMap<>();
    private final Map<String, Long> latestOffset = new HashMap<>();
    private final Map<String, Long> latestVersion = new HashMap<>();
    private long answers;
    private long letters;

    /** First outcomes of one partition's events, by position. */
    private static final class Firsts {
      private final BitSet seen = new BitSet();
      private long[] versions = new long[1024];
      private double[] values = new double[1024];

      void put(int position, Answer answer) {
        if (position >= versions.length) {
          int length = Math.max(position + 1, 2 * versions.length);
          versions = Arrays.copyOf(versions, length);
          values = Arrays.copyOf(values, length);
        }
        seen.set(position);
        versions[position] = answer.version();
        values[position] = answer.value();
      }
    }

    Judgement(Manifest sent, Map<String, Answer> reference) {
      this.sent = sent;
      this.reference = reference;
    }

    void answer(ConsumerRecord<byte[], byte[]> record) {
      answers++;
      Answer answer = Answer.of(record.value());
      EventId id = EventId.of(answer.id());
      if (sent.owed(id) != Owed.ANSWER) {
        found.broken(Law.UNKNOWN, "answer '" + answer.id() + "' at " + place(record));
        return;
      }
      int position = sent.position(id);
      Firsts partition = firsts.computeIfAbsent(id.partition(), p -> new Firsts());
      if (partition.seen.get(position)) {
        repeated(answer, partition.versions[position], partition.values[position], record);
        return;
      }
      partition.put(position, answer);
      inOrder(answer, id, record);
      Answer expected = reference.get(answer.id());
      if (expected != null) {
        compare(answer, expected.version(), expected.value(), record);
      }
    }

    void letter(ConsumerRecord<byte[], byte[]> record) {
      letters++;
      EventId id = EventId.refused(record);
      if (sent.owed(id) != Owed.LETTER) {
        found.broken(Law.UNKNOWN, "dead letter '" + id + "' at " + place(record));
        return;
      }
      int position = sent.position(id);
      Firsts partition = firsts.computeIfAbsent(id.partition(), p -> new Firsts());
      if (partition.seen.get(position)) {
        found.broken(Law.DUPLICATE, "dead letter " + id + " at " + place(record));
      }
      partition.seen.set(position);
    }

    Findings findings() {
      for (int partition : sent.partitions()) {
        Firsts outcomes = firsts.getOrDefault(partition, new Firsts());
        int size = sent.size(partition);
        for (int i = outcomes.seen.nextClearBit(0); i < size; ) {
          found.broken(Law.LOST, sent.idAt(partition, i));
          i = outcomes.seen.nextClearBit(i + 1);
        }
      }
      return found.findings(sent.size(), answers, letters);
    }

    private void repeated(
        Answer answer, long version, double value, ConsumerRecord<byte[], byte[]> record) {
      found.broken(Law.DUPLICATE, answer.id() + " at " + place(record));
      compare(answer, version, value, record);
    }

    private void compare(
        Answer answer, long version, double value, ConsumerRecord<byte[], byte[]> record) {
      if (answer.version() != version) {
        found.broken(
            Law.WRONG_VERSION,
            answer.id() + " has " + answer.version() + " and " + version + ", " + place(record));
      }
      if (!Answer.close(answer.value(), value)) {
        found.broken(
            Law.DIFFERENT_VALUE,
            answer.id() + " has " + answer.value() + " and " + value + ", " + place(record));
      }
    }

    private void inOrder(Answer answer, EventId id, ConsumerRecord<byte[], byte[]> record) {
      String stream = record.partition() + "/" + answer.model();
      Long before = latestOffset.merge(stream + "/" + id.partition(), id.offset(), Math::max);
      if (before > id.offset()) {
        found.broken(Law.REORDERED, answer.id() + " after offset " + before + ", " + place(record));
      }
      Long version = latestVersion.merge(stream, answer.version(), Math::max);
      if (version > answer.version()) {
        found.broken(
            Law.WRONG_VERSION,
            answer.id() + " has " + answer.version() + " after " + version + ", " + place(record));
      }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
      return record.topic() + "-" + record.partition() + "-" + record.offset();
    }
  }
}
