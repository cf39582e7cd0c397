package io.diffluent.job.topology;

import io.diffluent.connectors.kafka.Delivery;
import io.diffluent.connectors.kafka.EventSinks;
import io.diffluent.connectors.kafka.EventSource;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.kafka.Problem;
import io.diffluent.connectors.kafka.StartAt;
import io.diffluent.connectors.kafka.StartUpCheck;
import io.diffluent.connectors.kafka.TransactionTimes;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.LateLabels;
import io.diffluent.job.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Kafka ends of the graph that a pipeline file describes. */
public final class KafkaEnds {

  /** Bytes before compression; memory is taken as it is needed. */
  private static final String LARGEST_DEAD_LETTER = Integer.toString(128 << 20);

  private static final long WATERMARK_INTERVAL_MS = 200;
  private static final Duration LEAST_DRIFT = Duration.ofSeconds(30);

  private KafkaEnds() {}

  public static KafkaConnection connection(PipelineSpec spec) {
    return new KafkaConnection(spec.kafka().bootstrap(), spec.kafka().options());
  }

  /** Everything that would stop the job later; creates missing output topics where allowed. */
  public static List<Problem> check(PipelineSpec spec) {
    PipelineSpec.Kafka kafka = spec.kafka();
    PipelineSpec.Topics topics = kafka.topics();
    Optional<TransactionTimes> times =
        kafka.delivery() == PipelineSpec.Delivery.EXACTLY_ONCE
            ? Optional.of(
                new TransactionTimes(
                    Duration.ofMillis(spec.checkpoint().intervalMs()),
                    Duration.ofMillis(spec.checkpoint().timeoutMs()),
                    Duration.ofMillis(spec.checkpoint().restartDelayMs()),
                    Duration.ofMillis(kafka.transactionTimeoutMs())))
            : Optional.empty();
    List<String> outputs = List.of(topics.predictions(), topics.telemetry(), topics.deadLetters());
    List<String> transactions =
        delivery(spec) instanceof Delivery.ExactlyOnce once
            ? outputs.stream().map(once::prefixFor).toList()
            : List.of();
    return new StartUpCheck(
            inputs(spec),
            outputs,
            topics.deadLetters(),
            kafka.createTopics(),
            kafka.group(),
            transactions,
            times)
        .run(connection(spec));
  }

  private static List<String> inputs(PipelineSpec spec) {
    List<String> topics = new ArrayList<>();
    spec.sources().forEach(source -> topics.add(source.topic()));
    if (spec.lateLabels() != null) {
      topics.add(spec.lateLabels().topic());
    }
    return topics;
  }

  /** The graph from the configured topics to the configured topics. */
  public static void connect(
      StreamExecutionEnvironment env, PipelineSpec spec, LearnerConfig config, boolean bounded) {
    DataStream<RawEvent> events = events(env, spec, bounded);
    sinks(spec, Graph.build(spec, config, events, labels(env, spec, bounded)));
  }

  /** All configured topics as one stream of events; each is a source of its own. */
  public static DataStream<RawEvent> events(
      StreamExecutionEnvironment env, PipelineSpec spec, boolean bounded) {
    DataStream<RawEvent> all = null;
    for (int i = 0; i < spec.sources().size(); i++) {
      PipelineSpec.Source source = spec.sources().get(i);
      DataStream<RawEvent> events =
          source(env, spec, source.topic(), i, bounded, "events " + source.name())
              .uid("events-" + source.name());
      all = all == null ? events : all.union(events);
    }
    return all;
  }

  /** The labels topic; null where there is none. */
  public static DataStream<RawEvent> labels(
      StreamExecutionEnvironment env, PipelineSpec spec, boolean bounded) {
    if (spec.lateLabels() == null) {
      return null;
    }
    env.getConfig().setAutoWatermarkInterval(WATERMARK_INTERVAL_MS);
    return source(env, spec, spec.lateLabels().topic(), 0, bounded, "labels").uid("labels");
  }

  private static DataStreamSource<RawEvent> source(
      StreamExecutionEnvironment env,
      PipelineSpec spec,
      String topic,
      int index,
      boolean bounded,
      String name) {
    EventSource kafka =
        new EventSource(
            topic,
            index,
            spec.kafka().group(),
            StartAt.valueOf(spec.kafka().start().name()),
            bounded);
    return env.fromSource(kafka.build(connection(spec), Wire.RAW_EVENT), watermarks(spec), name);
  }

  /**
   * Time matters only where labels are waited for. Then no topic may run far ahead of the others:
   * when a backlog is read, labels would come long before their records, or the other way round. A
   * partition that is merely silent must hold nobody back: it counts as idle before the others are
   * that far ahead. Nor must one whose producer's clock is wrong, so event time ends now.
   */
  static WatermarkStrategy<RawEvent> watermarks(PipelineSpec spec) {
    LateLabels late = spec.lateLabels();
    return late == null
        ? WatermarkStrategy.noWatermarks()
        : WatermarkStrategy.<RawEvent>forBoundedOutOfOrderness(
                Duration.ofMillis(late.outOfOrderMs()))
            .withTimestampAssigner((event, time) -> Math.min(time, System.currentTimeMillis()))
            .withIdleness(Duration.ofMillis(late.idleMs()))
            .withWatermarkAlignment(
                "events and labels", drift(late), Duration.ofMillis(WATERMARK_INTERVAL_MS));
  }

  private static Duration drift(LateLabels late) {
    Duration twiceIdle = Duration.ofMillis(2 * late.idleMs());
    return twiceIdle.compareTo(LEAST_DRIFT) > 0 ? twiceIdle : LEAST_DRIFT;
  }

  /** Attaches the output topics. */
  public static void sinks(PipelineSpec spec, Graph graph) {
    PipelineSpec.Topics topics = spec.kafka().topics();
    EventSinks sinks = new EventSinks(connection(spec), delivery(spec));
    graph
        .predictions()
        .sinkTo(sinks.predictions(topics.predictions()))
        .uid("predictions")
        .name("predictions");
    graph
        .telemetry()
        .sinkTo(sinks.telemetry(topics.telemetry()))
        .uid("telemetry")
        .name("telemetry");
    graph
        .rejected()
        .sinkTo(
            new EventSinks(roomy(connection(spec)), delivery(spec))
                .deadLetters(topics.deadLetters()))
        .uid("dead-letters")
        .name("dead-letters");
  }

  /**
   * A dead letter is larger than its event, by our headers and by the compression the event came
   * with. One that cannot be sent would stop the job, again after every restart.
   */
  private static KafkaConnection roomy(KafkaConnection connection) {
    Map<String, String> options = new HashMap<>(connection.options());
    // Without native code, which would have to be unpacked into a folder that may not run any.
    options.putIfAbsent("compression.type", "gzip");
    options.merge("max.request.size", LARGEST_DEAD_LETTER, KafkaEnds::larger);
    options.merge("buffer.memory", LARGEST_DEAD_LETTER, KafkaEnds::larger);
    return new KafkaConnection(connection.bootstrap(), options);
  }

  /** What is no number is left to the producer, which says so. */
  private static String larger(String configured, String ours) {
    try {
      return Long.parseLong(configured.strip()) < Long.parseLong(ours) ? ours : configured;
    } catch (NumberFormatException e) {
      return configured;
    }
  }

  private static Delivery delivery(PipelineSpec spec) {
    return spec.kafka().delivery() == PipelineSpec.Delivery.EXACTLY_ONCE
        ? new Delivery.ExactlyOnce(
            spec.pipeline(), Duration.ofMillis(spec.kafka().transactionTimeoutMs()))
        : Delivery.atLeastOnce();
  }
}
