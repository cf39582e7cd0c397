package io.diffluent.job.topology;

import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.flink.operators.LearnOperator;
import io.diffluent.flink.operators.ParseFunction;
import io.diffluent.job.pipeline.PipelineSpec;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * One record's journey as a Flink graph:
 *
 * <pre>
 * events -> parse -> keyBy(model key) -> learn -> predictions
 *             |                           |----> telemetry
 *             `-> rejected                `----> outcomes (evaluation only)
 * </pre>
 *
 * <p>Learn cleans as well: which repairs are worth their cost is known only where the weights are.
 *
 * @param predictions one per accepted event
 * @param telemetry what the learners know about themselves
 * @param rejected events that could not be parsed
 * @param outcomes every arm's answer to every learned record; empty unless asked for
 */
public record Graph(
    DataStream<Prediction> predictions,
    DataStream<Telemetry> telemetry,
    DataStream<Parsed.Rejected> rejected,
    DataStream<Outcome> outcomes) {

  private static final OutputTag<Parsed.Rejected> REJECTED =
      new OutputTag<>("rejected", Wire.REJECTED);
  private static final OutputTag<Telemetry> TELEMETRY =
      new OutputTag<>("telemetry", Wire.TELEMETRY);
  private static final OutputTag<Outcome> OUTCOMES = new OutputTag<>("outcomes", Wire.OUTCOME);

  /** The parser that a pipeline file describes. */
  public static Parser parser(PipelineSpec spec, LearnerConfig config) {
    return new JsonParser(
        config.schema(),
        config.limits(),
        spec.id(),
        spec.key(),
        spec.pipeline(),
        config.arms().contains("oracle"),
        spec.notations());
  }

  /** The production graph over these events. */
  public static Graph build(PipelineSpec spec, LearnerConfig config, DataStream<RawEvent> events) {
    SingleOutputStreamOperator<Record> records = parse(spec, config, events);
    SingleOutputStreamOperator<Prediction> predictions =
        byModel(records)
            .transform(
                "learn",
                Wire.PREDICTION,
                new LearnOperator(config, spec.learn().scoreDelayMs(), TELEMETRY, OUTCOMES))
            .uid("learn");
    return new Graph(
        predictions,
        predictions.getSideOutput(TELEMETRY),
        records.getSideOutput(REJECTED),
        predictions.getSideOutput(OUTCOMES));
  }

  /** The same graph with cleaning and learning left out: what the rest costs. */
  public static Graph passThrough(
      PipelineSpec spec, LearnerConfig config, DataStream<RawEvent> events) {
    SingleOutputStreamOperator<Record> records = parse(spec, config, events);
    SingleOutputStreamOperator<Prediction> predictions =
        byModel(records)
            .map(
                record ->
                    new Prediction(record.envelope(), 0, null, List.of(), 0, "none", List.of()),
                Wire.PREDICTION)
            .uid("pass-through")
            .name("pass-through");
    return new Graph(
        predictions,
        predictions.getSideOutput(TELEMETRY),
        records.getSideOutput(REJECTED),
        predictions.getSideOutput(OUTCOMES));
  }

  private static SingleOutputStreamOperator<Record> parse(
      PipelineSpec spec, LearnerConfig config, DataStream<RawEvent> events) {
    return events
        .process(new ParseFunction(parser(spec, config), REJECTED), Wire.RECORD)
        .uid("parse")
        .name("parse");
  }

  private static KeyedStream<Record, String> byModel(DataStream<Record> records) {
    return records.keyBy(record -> record.envelope().model(), Types.STRING);
  }
}
