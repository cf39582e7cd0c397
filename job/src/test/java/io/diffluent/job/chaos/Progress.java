package io.diffluent.job.chaos;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * Follows an output topic as it grows and counts the events that have an outcome there. What it
 * says is a lower bound: it has read no further than it was asked to. Not for several threads.
 */
final class Progress implements AutoCloseable {

  /** Reading itself waits for records. */
  private static final Duration POLL = Duration.ofMillis(1);

  private static final Duration MOMENT = Duration.ofMillis(200);

  private final Reading reading;
  private final Function<ConsumerRecord<byte[], byte[]>, EventId> event;
  private final Map<Integer, BitSet> answered = new HashMap<>();
  private long count;

  /**
   * @param event which event a record is about
   */
  Progress(Reading reading, Function<ConsumerRecord<byte[], byte[]>, EventId> event) {
    this.reading = reading;
    this.event = event;
  }

  /** Reads on for a moment; how many events have an outcome. */
  long look() {
    reading.some(this::see);
    return count;
  }

  /** Reads everything that is there; how many events have an outcome. */
  long all() {
    reading.all(this::see);
    return count;
  }

  /** Reads until nothing more arrives for a moment; how many events have an outcome. */
  long settled() {
    AtomicLong end = new AtomicLong(-1);
    Awaitility.await("the end of a topic")
        .pollInSameThread()
        .pollInterval(MOMENT)
        .until(() -> end.getAndSet(all()) == end.get());
    return count;
  }

  /**
   * Waits until so many events have an outcome.
   *
   * @param alive what must hold all the while; it throws where waiting is in vain
   */
  void await(long wanted, Duration most, Callable<?> alive) {
    Awaitility.await("outcomes of " + wanted + " events, " + count + " at first")
        .atMost(most)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(
            () -> {
              alive.call();
              return look() >= wanted;
            });
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    EventId id = event.apply(record);
    BitSet partition = answered.computeIfAbsent(id.partition(), p -> new BitSet());
    if (id.offset() >= 0 && !partition.get((int) id.offset())) {
      partition.set((int) id.offset());
      count++;
    }
  }

  @Override
  public void close() {
    reading.close();
  }
}
