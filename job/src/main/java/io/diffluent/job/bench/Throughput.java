package io.diffluent.job.bench;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.EventProducer;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.LearnerPlan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The full graph through Kafka against the same graph passing through, in one run: pass, full,
 * pass.
 *
 * <p>Rates are taken between the first fifth and the last prediction, so that start-up and
 * just-in-time compilation are left out on both sides. Broker, job and generator share the machine.
 */
public final class Throughput {

  private static final long LOOK_EVERY_MS = 10;
  private static final double BEGIN = 0.2;

  /** Events whose stages are timed, behind as many that warm up. */
  private static final int MEASURED = 20_000;

  private final long records;
  private final long seed;
  private final PrintStream out;
  private final PipelineSpec base;

  /**
   * @param overrides lines of the pipeline file's section {@code learn}, e.g. {@code batch: 256}
   * @throws IllegalArgumentException with every line that cannot be used
   */
  public Throughput(long records, long seed, List<String> overrides, PrintStream out) {
    this.records = records;
    this.seed = seed;
    this.out = out;
    String learn = overrides.isEmpty() ? "" : "learn: {" + String.join(", ", overrides) + "}\n";
    PipelineResult parsed = PipelineFile.parse(Workload.pipeline() + learn, "bench");
    if (parsed instanceof PipelineResult.Invalid invalid) {
      throw new IllegalArgumentException(
          String.join("\n", invalid.problems().stream().map(Object::toString).toList()));
    }
    this.base = ((PipelineResult.Valid) parsed).spec();
  }

  /** Measures everything. */
  public ThroughputReport run() throws Exception {
    Workload workload = new Workload(seed);
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      PipelineSpec spec = base.withBootstrap(broker.bootstrap());
      KafkaConnection connection = KafkaEnds.connection(spec);
      broker.createTopic(Workload.TOPIC, 1);
      out.printf("Filling the topic with %,d events ...%n", records);
      try (EventProducer producer = new EventProducer(connection)) {
        for (long i = 0; i < records; i++) {
          producer.send(workload.event(i));
        }
        producer.flush();
      }
      rate(broker, spec, "warm-up-1", false); // just-in-time compilation takes cores and time
      rate(broker, spec, "warm-up-2", true);
      double before = rate(broker, spec, "pass-1", false);
      double full = rate(broker, spec, "full", true);
      double after = rate(broker, spec, "pass-2", false);
      double pass = (before + after) / 2;
      ThroughputReport.Latency latency =
          new HalfLoad(broker, spec, workload, full / 2).measure(out);
      ThroughputReport.Stages stages = stages(spec, workload);
      return new ThroughputReport(
          ThroughputReport.FORMAT,
          new ThroughputReport.Rates(full, pass),
          full / pass,
          latency,
          stages);
    }
  }

  private static ThroughputReport.Stages stages(PipelineSpec spec, Workload workload) {
    List<RawEvent> events = new ArrayList<>(2 * MEASURED);
    for (int i = 0; i < 2 * MEASURED; i++) {
      events.add(workload.event(i));
    }
    return new StageCosts(spec, spec.learn().arms(), events, MEASURED, System::nanoTime).measure();
  }

  private double rate(EmbeddedBroker broker, PipelineSpec spec, String name, boolean learns)
      throws Exception {
    PipelineSpec named = outputs(spec, name, broker);
    LearnerConfig config = LearnerPlan.of(named);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkSetup.bounded("bench " + name));
    var events = KafkaEnds.events(env, named, true);
    Graph graph =
        learns ? Graph.build(named, config, events) : Graph.passThrough(named, config, events);
    KafkaEnds.sinks(named, graph);
    TopicContents answers =
        new TopicContents(KafkaEnds.connection(named), named.kafka().topics().predictions());
    JobClient job = env.executeAsync();
    long first = awaitCount(answers, (long) (BEGIN * records), job);
    long begin = System.nanoTime();
    job.getJobExecutionResult().get();
    long seen = answers.size();
    double rate = (seen - first) * 1e9 / (System.nanoTime() - begin);
    out.printf(Locale.ROOT, "%-9s %,10.0f records/s%n", name, rate);
    return rate;
  }

  /** Waits for a number of predictions; returns how many there are. */
  private static long awaitCount(TopicContents answers, long count, JobClient job)
      throws Exception {
    long size = answers.size();
    while (size < count) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        job.getJobExecutionResult().get();
        return size;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
      size = answers.size();
    }
    return size;
  }

  /** The same pipeline with output topics of its own. */
  static PipelineSpec outputs(PipelineSpec spec, String name, EmbeddedBroker broker) {
    PipelineSpec.Topics topics =
        new PipelineSpec.Topics(name + ".predictions", name + ".telemetry", name + ".dead-letters");
    List.of(topics.predictions(), topics.telemetry(), topics.deadLetters())
        .forEach(topic -> broker.createTopic(topic, 1));
    return spec.withTopics(topics);
  }

  static RawEvent to(String topic, RawEvent event) {
    return new RawEvent(
        new io.diffluent.core.record.Origin(topic, 0, event.origin().offset()),
        event.timestamp(),
        event.source(),
        event.key(),
        event.value(),
        event.headers());
  }
}
