package io.diffluent.job.bench;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.EventProducer;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Latency at half of the full rate: from sending an event to receiving its prediction, producer and
 * consumer included. The first {@link #WARM_UP} events are left out: they find cold code.
 */
record HalfLoad(EmbeddedBroker broker, PipelineSpec spec, Workload workload, double rate) {

  private static final String TOPIC = "half-load";
  private static final int WARM_UP = 30_000;
  private static final double SECONDS = 10;
  private static final Duration POLL = Duration.ofMillis(5);

  /** Polls between two looks at whether anybody still works: a second or so. */
  private static final int LOOK = 200;

  /** A request per event would keep the broker busier than the job; this adds 2 ms at most. */
  private static final Map<String, String> PROMPT = Map.of("linger.ms", "2");

  ThroughputReport.Latency measure(PrintStream out) throws Exception {
    int count = WARM_UP + (int) (rate * SECONDS);
    broker.createTopic(TOPIC, 1);
    List<RawEvent> events = new ArrayList<>(count); // made before: the job shares the machine
    for (int i = 0; i < count; i++) {
      events.add(Throughput.to(TOPIC, workload.event(i)));
    }
    PipelineSpec named =
        Throughput.outputs(
            spec.withSources(List.of(new PipelineSpec.Source(TOPIC, TOPIC, false))), TOPIC, broker);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkSetup.bounded("bench latency"));
    Graph graph = Graph.build(named, LearnerPlan.of(named), KafkaEnds.events(env, named, false));
    KafkaEnds.sinks(named, graph);
    JobClient job = env.executeAsync();
    AtomicLongArray sent = new AtomicLongArray(count);
    CountDownLatch warmedUp = new CountDownLatch(1);
    CompletableFuture<Void> producer =
        CompletableFuture.runAsync(() -> produce(named, events, sent, warmedUp));
    Callable<Void> alive =
        () -> {
          if (producer.isCompletedExceptionally()) {
            producer.join();
          }
          if (job.getJobStatus().get().isGloballyTerminalState()) {
            job.getJobExecutionResult().get(); // which says why
            throw new IllegalStateException("the job has ended before its events");
          }
          return null;
        };
    double[] millis = receive(named, sent, count, warmedUp, alive);
    producer.join();
    job.cancel().get();
    double[] warm = Arrays.copyOfRange(millis, WARM_UP, count);
    Arrays.sort(warm);
    ThroughputReport.Latency latency =
        new ThroughputReport.Latency(warm[warm.length / 2], warm[(int) (warm.length * 0.99)], rate);
    out.printf(
        Locale.ROOT,
        "latency p50 %.1f ms, p99 %.1f ms at %,.0f records/s%n",
        latency.p50(),
        latency.p99(),
        rate);
    return latency;
  }

  private void produce(
      PipelineSpec named, List<RawEvent> events, AtomicLongArray sent, CountDownLatch warmedUp) {
    KafkaConnection connection = new KafkaConnection(named.kafka().bootstrap(), PROMPT);
    try (EventProducer producer = new EventProducer(connection)) {
      for (int i = 0; i < WARM_UP; i++) {
        producer.send(events.get(i));
      }
      warmedUp.await();
      long begin = System.nanoTime();
      for (int i = WARM_UP; i < events.size(); i++) {
        long due = begin + (long) ((i - WARM_UP) * 1e9 / rate);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.min(500_000, due - System.nanoTime()));
        }
        sent.set(i, System.nanoTime());
        producer.send(events.get(i));
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double[] receive(
      PipelineSpec named,
      AtomicLongArray sent,
      int count,
      CountDownLatch warmedUp,
      Callable<Void> alive)
      throws Exception {
    double[] millis = new double[count];
    Properties properties = KafkaEnds.connection(named).properties();
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("fetch.max.wait.ms", "5");
    TopicPartition partition = new TopicPartition(named.kafka().topics().predictions(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      int polls = 0;
      for (int received = 0; received < count; ) {
        for (var record : consumer.poll(POLL)) {
          byte[] id = record.headers().lastHeader("diffluent-id").value();
          String text = new String(id, StandardCharsets.UTF_8);
          int offset = Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
          millis[offset] = (System.nanoTime() - sent.get(offset)) / 1e6;
          received++;
        }
        if (received >= WARM_UP) {
          warmedUp.countDown();
        }
        if (++polls % LOOK == 0) {
          alive.call();
        }
      }
    }
    return millis;
  }
}
