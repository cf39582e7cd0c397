package io.diffluent.job.chaos;

import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the events of a dirty table with a label, and notes in a {@link Manifest} where each came
 * to lie. Event i is a function of (seed, i); every 97th is no event at all.
 *
 * <p>Each partition has a model key of its own. The producer waits as long as a broker may be away.
 */
final class Feeder implements AutoCloseable {

  /** Field of the events that names the model. */
  static final String KEY = "machine";

  private static final int ROWS = 4_096;
  private static final int REFUSED_EVERY = 97;
  private static final double DIRT = 0.1;
  private static final int TICK_MS = 10;
  private static final String PATIENCE_MS = Integer.toString(10 * 60 * 1000);

  private final Manifest manifest;
  private final int partitions;
  private final GeneratedTable table;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private ScheduledFuture<?> pace;
  private long next;

  Feeder(String bootstrap, String topic, int partitions, long seed) {
    this.manifest = new Manifest(topic);
    this.partitions = partitions;
    this.table = GeneratedTable.of(Task.REGRESSION, ROWS, seed).dirty(DIRT, seed + 1);
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("linger.ms", "5");
    // One at a time: a broker that was killed remembers the last batch of a producer for certain.
    config.put("max.in.flight.requests.per.connection", "1");
    config.put("delivery.timeout.ms", PATIENCE_MS);
    config.put("max.block.ms", PATIENCE_MS);
    config.put("reconnect.backoff.max.ms", "500");
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What the broker has acknowledged so far. */
  Manifest manifest() {
    return manifest;
  }

  /** Sends so many more events; returns when the broker has them. */
  synchronized void send(int count) {
    for (int i = 0; i < count; i++) {
      sendOne();
    }
    flush();
  }

  /** Sends so many events a second from now on, as far as the broker takes them. */
  synchronized void begin(int perSecond) {
    long start = System.nanoTime();
    long[] done = {0};
    pace =
        clock.scheduleAtFixedRate(
            () -> {
              long due = (System.nanoTime() - start) / 1_000 * perSecond / 1_000_000;
              // What an outage held up is not made up for: the rate is a rate, not a debt.
              done[0] = Math.max(done[0], due - perSecond);
              for (; done[0] < due; done[0]++) {
                sendOne();
              }
            },
            0,
            TICK_MS,
            TimeUnit.MILLISECONDS);
  }

  /** Ends what {@link #begin} began; returns when the broker has everything. */
  void end() throws InterruptedException {
    pace.cancel(false);
    clock.shutdown();
    if (!clock.awaitTermination(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the broker does not take events");
    }
    flush();
  }

  private void sendOne() {
    long index = next++;
    boolean refused = index % REFUSED_EVERY == REFUSED_EVERY - 1;
    int partition = (int) (index % partitions);
    producer.send(
        new ProducerRecord<>(
            manifest.topic(),
            partition,
            ("m" + partition).getBytes(StandardCharsets.UTF_8),
            refused ? "{".getBytes(StandardCharsets.UTF_8) : value(index, partition)),
        (metadata, error) -> acknowledged(metadata, error, refused));
  }

  private void acknowledged(RecordMetadata metadata, Exception error, boolean refused) {
    try {
      if (error != null) {
        throw error;
      }
      if (!metadata.hasOffset()) {
        throw new IllegalStateException("the broker has an event, but does not say where");
      }
      manifest.sent(metadata.partition(), metadata.offset(), refused);
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  private byte[] value(long index, int partition) {
    int row = (int) (index % ROWS);
    StringBuilder json = new StringBuilder("{\"" + KEY + "\":\"m").append(partition).append('"');
    for (int c = 0; c < GeneratedTable.HEADER.size(); c++) {
      json.append(",\"")
          .append(GeneratedTable.HEADER.get(c))
          .append("\":\"")
          .append(table.cell(row, c))
          .append('"');
    }
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void flush() {
    producer.flush();
    Exception error = failure.get();
    if (error != null) {
      throw new IllegalStateException("an event was not sent: " + error.getMessage(), error);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
