package io.diffluent.flink.operators;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Arrival;
import io.diffluent.flink.Examples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The graph of a production job between a bounded source and gathering sinks. */
record Garden(Points points, Gathered<Prediction> predictions) {

  /** Fewer live keys than keys, so that evictions take part. */
  private static final LearnerConfig CONFIG = Examples.config(2);

  private static final int KEYS = 7;

  Garden(Points points) {
    this(points, new Gathered<>(points.run() + " predictions"));
  }

  private Gathered<Telemetry> telemetrySink() {
    return new Gathered<>(points.run() + " telemetry");
  }

  private Gathered<Outcome> outcomeSink() {
    return new Gathered<>(points.run() + " outcomes");
  }

  List<Prediction> answers() {
    return predictions.values(Prediction.class);
  }

  List<Telemetry> telemetry() {
    return telemetrySink().values(Telemetry.class);
  }

  List<Outcome> outcomes() {
    return outcomeSink().values(Outcome.class);
  }

  /** What every job of ours runs with, and checkpoints as often as Flink can take them. */
  static Configuration configuration(String backend, Path folder) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend.equals("rocksdb"));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(20));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    return configuration;
  }

  static Configuration from(String savepoint, Configuration configuration) {
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    return configuration;
  }

  /** Starts the job on this many records. */
  JobClient start(Configuration configuration, long records, int parallelism) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.setMaxParallelism(Bench.MAX_PARALLELISM);
    build(env, records);
    return env.executeAsync(points.run());
  }

  void build(StreamExecutionEnvironment env, long records) {
    Points points = this.points;
    SingleOutputStreamOperator<Prediction> answers =
        env.fromSource(
                new DataGeneratorSource<>(
                    offset -> {
                      points.leave(offset);
                      return Examples.record(offset, KEYS);
                    },
                    records,
                    points.limiter(),
                    Examples.ARRIVAL),
                WatermarkStrategy.noWatermarks(),
                "records")
            .setParallelism(1)
            .uid("records")
            .keyBy(Arrival::model, Types.STRING)
            .transform(
                "learn",
                Examples.PREDICTION,
                new LearnOperator(
                    CONFIG, 5, Examples.TELEMETRY, Examples.OUTCOMES, Examples.REJECTED, null))
            .uid("learn");
    answers.getSideOutput(Examples.TELEMETRY).sinkTo(telemetrySink()).uid("telemetry");
    answers.getSideOutput(Examples.OUTCOMES).sinkTo(outcomeSink()).uid("outcomes");
    answers
        .map(
            answer -> {
              points.pass(answer.envelope().origin().offset());
              return answer;
            },
            Examples.PREDICTION)
        .uid("points")
        .sinkTo(predictions)
        .uid("predictions");
  }
}
