package io.diffluent.job.bench;

import io.diffluent.connectors.wire.PredictionJson;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.flink.linalg.FlinkMlMatrixVector;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.Graph;
import io.diffluent.job.topology.LearnerPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Microseconds per record of every stage, on one thread, after a warm-up. Cleaning and learning
 * take turns, as in the job: what the learner has no use for is not computed.
 */
public final class StageCosts {

  private final PipelineSpec spec;
  private final LearnerConfig config;
  private final List<RawEvent> events;
  private final int warmUp;

  /**
   * @param arms which arms are trained
   * @param events of one key
   * @param warmUp how many of them are not counted
   */
  public StageCosts(PipelineSpec spec, List<String> arms, List<RawEvent> events, int warmUp) {
    this.spec = spec;
    this.config = LearnerPlan.of(spec, arms, spec.learn().seed(), false);
    this.events = List.copyOf(events);
    this.warmUp = warmUp;
  }

  public ThroughputReport.Stages measure() {
    Parser parser = Graph.parser(spec, config);
    Stopwatch parse = new Stopwatch();
    List<Record> records = new ArrayList<>(events.size());
    for (RawEvent event : events) {
      records.add(parse.time(() -> ((Parsed.Accepted) parser.parse(event)).record()));
    }
    Cleaner cleaner =
        new Cleaner(
            config.schema(),
            config.cleaner(),
            new TableStatistics(
                config.schema(), config.limits(), FlinkMlMatrixVector.INSTANCE, config.seed()));
    Stopwatch clean = new Stopwatch();
    Stopwatch both = new Stopwatch();
    List<Cells> cells = new ArrayList<>(events.size());
    Collected collected = new Collected();
    try (Learner learner = new Learner(config, "bench")) {
      for (Record record : records) {
        Cells made = clean.time(() -> cleaner.clean(record, learner.demand(), true));
        cells.add(made);
        both.time(() -> accept(learner, made, collected));
      }
      learner.score(collected);
    }
    double score = scoring(cells);
    Stopwatch write = new Stopwatch();
    for (Prediction prediction : collected.predictions) {
      write.time(() -> PredictionJson.bytes(prediction));
    }
    return new ThroughputReport.Stages(
        parse.micros(), clean.micros(), score, both.micros() - score, write.micros());
  }

  /** The same records without labels: scoring alone. */
  private double scoring(List<Cells> cells) {
    Stopwatch watch = new Stopwatch();
    Collected collected = new Collected();
    try (Learner learner = new Learner(config, "bench")) {
      for (Cells c : cells) {
        Cells unlabelled =
            new Cells(c.envelope(), null, c.base(), c.suspects(), c.truth(), c.display());
        watch.time(() -> accept(learner, unlabelled, collected));
      }
      learner.score(collected);
    }
    return watch.micros();
  }

  private static Void accept(Learner learner, Cells cells, Learner.Output out) {
    learner.accept(cells, out);
    return null;
  }

  /** Keeps what a learner says. */
  private static final class Collected implements Learner.Output {
    private final List<Prediction> predictions = new ArrayList<>();

    @Override
    public void prediction(Prediction prediction) {
      predictions.add(prediction);
    }

    @Override
    public void outcome(Outcome outcome) {}

    @Override
    public void telemetry(Telemetry telemetry) {}
  }

  /** Adds up what comes after the warm-up. */
  private final class Stopwatch {
    private long calls;
    private long nanos;

    <T> T time(java.util.function.Supplier<T> work) {
      long begin = System.nanoTime();
      T result = work.get();
      if (++calls > warmUp) {
        nanos += System.nanoTime() - begin;
      }
      return result;
    }

    double micros() {
      return nanos / 1e3 / Math.max(1, calls - warmUp);
    }
  }
}
