package io.diffluent.job.evaluate;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.connectors.wire.PredictionJson;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Named;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.FlinkSetup;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the production graph over a bounded input and reports prequential errors: every record is
 * scored before it is learned.
 *
 * <p>The graph has parallelism 1, so records arrive in the order of the input and a run can be
 * repeated bit for bit.
 */
public final class Evaluation {

  private final PipelineSpec spec;
  private final LearnerConfig config;
  private final OutputStream predictions;
  private final ArmScores scores;
  private final AtomicLong scored = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final Map<String, Telemetry> latest = new LinkedHashMap<>();

  /**
   * @param config with outcomes switched on
   * @param predictions where predictions go as JSON lines, or null
   */
  public Evaluation(PipelineSpec spec, LearnerConfig config, OutputStream predictions) {
    this.spec = spec;
    this.config = config;
    this.predictions = predictions;
    this.scores = new ArmScores(config.schema().label());
  }

  /** Straight from the files. */
  public Report throughFiles(FileReplay replay) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            1, FlinkSetup.bounded("diffluent evaluate " + spec.pipeline()));
    DataStream<RawEvent> events =
        env.fromSource(replay.source(Wire.RAW_EVENT), WatermarkStrategy.noWatermarks(), "files")
            .uid("files");
    return run(env, events, replay.count());
  }

  private Report run(StreamExecutionEnvironment env, DataStream<RawEvent> events, long count)
      throws Exception {
    Graph graph = Graph.build(spec, config, events);
    List<Gathered<?>> gathered = gather(graph);
    gathered = new java.util.ArrayList<>(gathered);
    gathered.add(Gathered.of(graph.predictions(), "predictions", this::accept));
    gathered.add(Gathered.of(graph.rejected(), "rejected", event -> rejected.incrementAndGet()));
    return finish(env, gathered, count);
  }

  private List<Gathered<?>> gather(Graph graph) {
    Consumer<Telemetry> telemetry = value -> latest.put(value.model(), value);
    return List.of(
        Gathered.of(graph.telemetry(), "telemetry", telemetry),
        Gathered.of(graph.outcomes(), "outcomes", scores::add));
  }

  private Report finish(StreamExecutionEnvironment env, List<Gathered<?>> gathered, long count)
      throws Exception {
    long begin = System.nanoTime();
    var job = env.executeAsync();
    gathered.forEach(Gathered::start);
    job.getJobExecutionResult().get();
    gathered.forEach(Gathered::join);
    return report(count, (System.nanoTime() - begin) / 1e9);
  }

  private void accept(Prediction prediction) {
    scored.incrementAndGet();
    if (predictions != null) {
      try {
        predictions.write(PredictionJson.bytes(prediction));
        predictions.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Report report(long count, double seconds) {
    Telemetry main = mainModel();
    return new Report(
        Report.FORMAT,
        spec.pipeline(),
        config.schema().label().task().name().toLowerCase(Locale.ROOT),
        new Report.Records(
            count, rejected.get(), scored.get(), total("learned"), total("unlabelled")),
        main == null
            ? List.of()
            : scores.arms(main.arms().stream().map(Telemetry.ArmMetrics::arm).toList()),
        main == null ? Map.of() : weights(main),
        new Report.Timing(seconds, count / seconds));
  }

  /** The model that learned most; with one key there is only one. */
  private Telemetry mainModel() {
    ToDoubleFunction<Telemetry> learned = telemetry -> count(telemetry, "learned");
    return latest.values().stream().max(java.util.Comparator.comparingDouble(learned)).orElse(null);
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
