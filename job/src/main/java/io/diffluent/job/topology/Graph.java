package io.diffluent.job.topology;

import io.diffluent.connectors.wire.JsonLabelParser;
import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.flink.operators.LabelWindow;
import io.diffluent.flink.operators.LearnOperator;
import io.diffluent.flink.operators.ParseFunction;
import io.diffluent.job.pipeline.LateLabels;
import io.diffluent.job.pipeline.PipelineSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * One record's journey as a Flink graph:
 *
 * <pre>
 * events -> parse --------> keyBy(model key) -> learn -> predictions
 * labels -> parse-labels ---^ |                  |----> telemetry
 *             |               |                  |----> outcomes (evaluation only)
 *             `---------------`-> rejected <-----` (labels that teach nothing)
 * </pre>
 *
 * <p>Learn cleans as well: which repairs are worth their cost is known only where the weights are.
 *
 * @param predictions one per accepted event
 * @param telemetry what the learners know about themselves
 * @param rejected events that could not be parsed, and labels that teach nothing
 * @param outcomes every arm's answer to every record whose label is believed, those held out too;
 *     empty unless asked for
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
        config.asksForTruth(),
        spec.notations());
  }

  /** The production graph over these events, which bring their labels along. */
  public static Graph build(PipelineSpec spec, LearnerConfig config, DataStream<RawEvent> events) {
    return build(spec, config, events, null);
  }

  /**
   * The production graph.
   *
   * @param labels what comes from the labels topic; null where there is none
   */
  public static Graph build(
      PipelineSpec spec,
      LearnerConfig config,
      DataStream<RawEvent> events,
      DataStream<RawEvent> labels) {
    SingleOutputStreamOperator<Arrival> records = parse("parse", parser(spec, config), events);
    DataStream<Arrival> arrivals = records;
    DataStream<Parsed.Rejected> rejected = records.getSideOutput(REJECTED);
    if (labels != null) {
      SingleOutputStreamOperator<Arrival> parsed =
          parse("parse-labels", labelParser(spec, config), labels);
      arrivals = records.union(parsed);
      rejected = rejected.union(parsed.getSideOutput(REJECTED));
    }
    SingleOutputStreamOperator<Prediction> predictions =
        byModel(arrivals)
            .transform(
                "learn",
                Wire.PREDICTION,
                new LearnOperator(
                    config,
                    spec.learn().scoreDelayMs(),
                    TELEMETRY,
                    OUTCOMES,
                    REJECTED,
                    labels == null ? null : window(spec)))
            .uid("learn");
    return new Graph(
        predictions,
        predictions.getSideOutput(TELEMETRY),
        labels == null ? rejected : rejected.union(predictions.getSideOutput(REJECTED)),
        predictions.getSideOutput(OUTCOMES));
  }

  private static LabelWindow window(PipelineSpec spec) {
    LateLabels late = spec.lateLabels();
    Set<Integer> silent = new HashSet<>();
    for (int i = 0; i < spec.sources().size(); i++) {
      if (!spec.sources().get(i).labelled()) {
        silent.add(i);
      }
    }
    return new LabelWindow(late.waitMs(), late.most(), silent);
  }

  private static Parser labelParser(PipelineSpec spec, LearnerConfig config) {
    return new JsonLabelParser(
        config.schema().label().column(),
        config.limits(),
        spec.id(),
        spec.key(),
        spec.pipeline(),
        spec.notations());
  }

  /** The same graph with cleaning and learning left out: what the rest costs. */
  public static Graph passThrough(
      PipelineSpec spec, LearnerConfig config, DataStream<RawEvent> events) {
    SingleOutputStreamOperator<Arrival> records = parse("parse", parser(spec, config), events);
    SingleOutputStreamOperator<Prediction> predictions =
        byModel(records)
            .map(
                arrival ->
                    new Prediction(
                        ((Record) arrival).envelope(), 0, null, List.of(), 0, "none", List.of(), 0),
                Wire.PREDICTION)
            .uid("pass-through")
            .name("pass-through");
    return new Graph(
        predictions,
        predictions.getSideOutput(TELEMETRY),
        records.getSideOutput(REJECTED),
        predictions.getSideOutput(OUTCOMES));
  }

  private static SingleOutputStreamOperator<Arrival> parse(
      String name, Parser parser, DataStream<RawEvent> events) {
    return events.process(new ParseFunction(parser, REJECTED), Wire.ARRIVAL).uid(name).name(name);
  }

  private static KeyedStream<Arrival, String> byModel(DataStream<Arrival> arrivals) {
    return arrivals.keyBy(Arrival::model, Types.STRING);
  }
}
