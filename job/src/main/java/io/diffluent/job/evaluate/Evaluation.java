package io.diffluent.job.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.connectors.embedded.EmbeddedBroker;
import io.diffluent.connectors.kafka.EventProducer;
import io.diffluent.connectors.kafka.KafkaConnection;
import io.diffluent.connectors.kafka.KafkaRecords;
import io.diffluent.connectors.kafka.TopicContents;
import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.wire.PredictionJson;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.KafkaEnds;
import io.diffluent.job.topology.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs the production graph over a bounded input and reports prequential errors: every record is
 * scored before it is learned.
 *
 * <p>The graph has parallelism 1, so records arrive in the order of the input and a run can be
 * repeated bit for bit.
 */
public final class Evaluation {

  private static final long LOOK_EVERY_MS = 100;

  /** Bytes of an outcome beside the arms' answers. */
  private static final int AROUND = 1024;

  private static final long QUIET_MS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PipelineSpec spec;

  private final LearnerConfig config;
  private final OutputStream predictions;
  private final ArmScores scores;
  private final AtomicLong scored = new AtomicLong();
  private final Rejects rejects = new Rejects();
  private final Map<String, Telemetry> latest = new LinkedHashMap<>();

  /**
   * @param config with outcomes switched on
   * @param predictions where predictions go as JSON lines, or null
   */
  public Evaluation(PipelineSpec spec, LearnerConfig config, OutputStream predictions) {
    this.spec = spec;
    this.config = config;
    this.predictions = predictions;
    this.scores = new ArmScores(config.schema().label(), config.heldOutFrom());
  }

  /**
   * Checks that the answers of all arms to one record come back in one piece.
   *
   * @throws IllegalArgumentException saying how large they are, and what makes them smaller
   */
  public static void checkOutcomes(LearnerConfig config) {
    long most = CollectSinkOperatorFactory.MAX_BATCH_SIZE.defaultValue().getBytes() - AROUND;
    int arms = config.armNames().size();
    int outputs = config.schema().label().outputs();
    if ((long) Float.BYTES * arms * outputs > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d arms answer %,d numbers each to every record, at most %,d in all can be compared."
                  + " Name fewer of them in --arms, or make label.classes smaller.",
              arms,
              outputs,
              most / Float.BYTES));
    }
  }

  /** Straight from the files. */
  public Report throughFiles(FileReplay replay) throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<RawEvent> events =
        env.fromSource(replay.source(Wire.RAW_EVENT), WatermarkStrategy.noWatermarks(), "files")
            .uid("files");
    Graph graph = Graph.build(spec, config, events);
    List<Gathered<?>> gathered = gather(graph);
    gathered.add(
        Gathered.of(
            graph.predictions(), "predictions", value -> accept(PredictionJson.bytes(value))));
    gathered.add(Gathered.of(refusals(graph), "rejected", no -> rejects.add(no.f0, no.f1, no.f2)));
    double seconds = execute(env, gathered);
    scores.inOrderOf(replay.order());
    return report(replay.count(), seconds);
  }

  /** Through a broker in this process: events in, predictions and dead letters out, over TCP. */
  public Report throughKafka(FileReplay replay) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      PipelineSpec at = spec.onBroker(broker.bootstrap());
      for (PipelineSpec.Source source : at.sources()) {
        broker.createTopic(source.topic(), 1);
      }
      PipelineSpec.Topics topics = at.kafka().topics();
      for (String topic : List.of(topics.predictions(), topics.telemetry(), topics.deadLetters())) {
        broker.createTopic(topic, 1);
      }
      KafkaConnection connection = KafkaEnds.connection(at);
      Comparator<Origin> order = feed(replay, at, connection);
      double seconds = read(environment(), at, replay.count(), true);
      scores.inOrderOf(order);
      return report(replay.count(), seconds);
    }
  }

  /**
   * On topics that are already filled.
   *
   * @param at the pipeline with the broker's address
   * @param count events in the topics
   * @param bounded whether the job ends with them; otherwise it goes on after this method has
   *     returned
   */
  public Report onTopics(
      StreamExecutionEnvironment env, PipelineSpec at, long count, boolean bounded)
      throws Exception {
    return report(count, read(env, at, count, bounded));
  }

  /** Runs the job on topics and reads what it wrote; returns how many seconds the job took. */
  private double read(StreamExecutionEnvironment env, PipelineSpec at, long count, boolean bounded)
      throws Exception {
    Graph graph = Graph.build(at, config, KafkaEnds.events(env, at, bounded));
    KafkaEnds.sinks(at, graph);
    List<Gathered<?>> gathered = gather(graph);
    KafkaConnection connection = KafkaEnds.connection(at);
    PipelineSpec.Topics topics = at.kafka().topics();
    TopicContents answers = new TopicContents(connection, topics.predictions());
    TopicContents letters = new TopicContents(connection, topics.deadLetters());
    double seconds =
        bounded ? execute(env, gathered) : until(env, gathered, answers, letters, count);
    answers.forEach(answer -> accept(answer.value()));
    letters.forEach(
        letter ->
            rejects.add(
                header(letter, KafkaRecords.REASON),
                header(letter, KafkaRecords.SOURCE),
                header(letter, KafkaRecords.ERROR)));
    return seconds;
  }

  /**
   * What every arm answered to every record that taught and whose label is believed, in the order
   * of the stream and of the report's arms; complete when the run is over.
   */
  public List<Outcome> outcomes() {
    return scores.outcomes();
  }

  /** Reason, id and sentence of each, without the event: it may be larger than what is gathered. */
  private static DataStream<Tuple3<String, String, String>> refusals(Graph graph) {
    return graph
        .rejected()
        .map(no -> Tuple3.of(no.reason().code(), no.event().origin().id(), no.detail()))
        .returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING))
        .uid("refusals")
        .name("refusals");
  }

  private StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(
        1, FlinkSetup.bounded("diffluent evaluate " + spec.pipeline()));
  }

  /** Sends all events; returns the order in which they were sent, which no single topic has. */
  private static Comparator<Origin> feed(
      FileReplay replay, PipelineSpec spec, KafkaConnection connection) {
    Map<String, List<Long>> sent = new HashMap<>();
    try (EventProducer producer = new EventProducer(connection)) {
      for (long i = 0; i < replay.count(); i++) {
        RawEvent event = replay.map(i);
        String topic = spec.sources().get(event.source()).topic();
        sent.computeIfAbsent(topic, t -> new ArrayList<>()).add(i);
        Origin origin = new Origin(topic, 0, event.origin().offset());
        producer.send(
            new RawEvent(
                origin,
                event.timestamp(),
                event.source(),
                event.key(),
                event.value(),
                event.headers()));
      }
      producer.flush();
    } finally {
      replay.close();
    }
    return Comparator.comparing(origin -> sent.get(origin.topic()).get((int) origin.offset()));
  }

  private List<Gathered<?>> gather(Graph graph) {
    List<Gathered<?>> gathered = new ArrayList<>();
    gathered.add(Gathered.of(graph.telemetry(), "telemetry", this::take));
    gathered.add(Gathered.of(graph.outcomes(), "outcomes", this::take));
    return gathered;
  }

  private synchronized void take(Telemetry telemetry) {
    latest.put(telemetry.model(), telemetry);
  }

  private synchronized void take(Outcome outcome) {
    scores.add(outcome);
  }

  private synchronized int outcomesTaken() {
    return scores.count();
  }

  /** Runs the job; returns how many seconds it took. */
  private static double execute(StreamExecutionEnvironment env, List<Gathered<?>> gathered)
      throws Exception {
    long begin = System.nanoTime();
    JobClient job = env.executeAsync();
    gathered.forEach(Gathered::start);
    try {
      job.getJobExecutionResult().get();
    } catch (ExecutionException e) {
      gathered.forEach(Gathered::rethrow); // who stops reading stops the job, which says less
      throw e;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    gathered.forEach(Gathered::join);
    return seconds;
  }

  /**
   * Runs the job until every event is answered or refused and no outcome has come for a second, and
   * leaves it running: the last ones, less than a batch of every model, have not taught.
   */
  private double until(
      StreamExecutionEnvironment env,
      List<Gathered<?>> gathered,
      TopicContents answers,
      TopicContents letters,
      long count)
      throws Exception {
    long begin = System.nanoTime();
    JobClient job = env.executeAsync();
    gathered.forEach(Gathered::start);
    while (answers.size() + letters.size() < count) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        job.getJobExecutionResult().get();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    int known = -1;
    while (outcomesTaken() > known) {
      known = outcomesTaken();
      TimeUnit.MILLISECONDS.sleep(QUIET_MS);
    }
    return seconds;
  }

  private void accept(byte[] prediction) {
    scored.incrementAndGet();
    JsonNode answer = parsed(prediction);
    scores.answered(answer.get("id").asText(), answer.get("served").asText());
    if (predictions != null) {
      try {
        predictions.write(prediction);
        predictions.write('\n');
      } catch (IOException e) {
        throw new Unwritable(e);
      }
    }
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** While the job goes on, what comes waits until the report is made. */
  private synchronized Report report(long count, double seconds) {
    Telemetry main = mainModel();
    if (latest.size() > 1) {
      scores.ofManyModels();
    }
    List<String> arms =
        main == null ? List.of() : main.arms().stream().map(Telemetry.ArmMetrics::arm).toList();
    return new Report(
        Report.FORMAT,
        spec.pipeline(),
        config.schema().label().task().name().toLowerCase(Locale.ROOT),
        new Report.Records(
            count,
            rejects.total(),
            scored.get(),
            total("learned"),
            total("unlabelled"),
            total("implausibleLabels")),
        rejects.byReason(),
        scores.arms(arms),
        scores.served(arms),
        main == null ? Map.of() : weights(main),
        new Report.Timing(seconds, count / seconds));
  }

  /** The model that learned most; with one key there is only one. */
  private Telemetry mainModel() {
    ToDoubleFunction<Telemetry> learned = telemetry -> count(telemetry, "learned");
    return latest.values().stream().max(Comparator.comparingDouble(learned)).orElse(null);
  }

  private long total(String name) {
    return (long) latest.values().stream().mapToDouble(value -> count(value, name)).sum();
  }

  private static double count(Telemetry telemetry, String name) {
    return telemetry.counts().stream()
        .filter(count -> count.name().equals(name))
        .mapToDouble(Named::value)
        .findFirst()
        .orElse(0);
  }

  static Map<String, Map<String, Double>> weights(Telemetry telemetry) {
    Map<String, Map<String, Double>> weights = new LinkedHashMap<>();
    telemetry.weights().forEach(g -> weights.put(g.name(), ArmScores.asMap(g.entries())));
    return weights;
  }
}
