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
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Microseconds per record of every stage, on one thread, after a warm-up. Cleaning and learning
 * take turns, as in the job: what the learner has no use for is not computed.
 *
 * <p>They do so by mini-batches, as the learner learns. The clock is read as rarely: reading it for
 * every record and stage would take as long as some of them.
 */
public final class StageCosts {

  private final PipelineSpec spec;
  private final LearnerConfig config;
  private final List<RawEvent> events;
  private final int warmUp;
  private final LongSupplier clock;

  /**
   * @param arms which arms are trained
   * @param events of one key
   * @param warmUp how many of them are not counted
   * @param clock nanoseconds
   */
  public StageCosts(
      PipelineSpec spec, List<String> arms, List<RawEvent> events, int warmUp, LongSupplier clock) {
    this.spec = spec;
    this.config = LearnerPlan.of(spec, arms, spec.learn().seed(), false);
    this.events = List.copyOf(events);
    this.warmUp = warmUp;
    this.clock = clock;
  }

  public ThroughputReport.Stages measure() {
    Parser parser = Graph.parser(spec, config);
    Stopwatch parse = new Stopwatch();
    List<Record> records =
        parse.time(events, event -> ((Parsed.Accepted) parser.parse(event)).record());
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
      for (List<Record> batch : batches(records)) {
        List<Cells> made =
            clean.timeBatch(batch, record -> cleaner.clean(record, learner.demand(), true));
        cells.addAll(made);
        both.timeBatch(made, c -> accept(learner, c, collected));
      }
      learner.score(collected);
    }
    double score = scoring(cells);
    Stopwatch write = new Stopwatch();
    write.time(collected.predictions, PredictionJson::bytes);
    return new ThroughputReport.Stages(
        parse.micros(), clean.micros(), score, both.micros() - score, write.micros());
  }

  /** The same records without labels: scoring alone. */
  private double scoring(List<Cells> cells) {
    Stopwatch watch = new Stopwatch();
    Collected collected = new Collected();
    List<Cells> unlabelled =
        cells.stream()
            .map(c -> new Cells(c.envelope(), null, c.base(), c.suspects(), c.truth(), c.display()))
            .toList();
    try (Learner learner = new Learner(config, "bench")) {
      watch.time(unlabelled, c -> accept(learner, c, collected));
      learner.score(collected);
    }
    return watch.micros();
  }

  private <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += config.batch()) {
      batches.add(all.subList(from, Math.min(all.size(), from + config.batch())));
    }
    return batches;
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
    private long begun;
    private long counted;
    private long nanos;

    <T, R> List<R> time(List<T> all, Function<T, R> work) {
      List<R> results = new ArrayList<>(all.size());
      batches(all).forEach(batch -> results.addAll(timeBatch(batch, work)));
      return results;
    }

    <T, R> List<R> timeBatch(List<T> batch, Function<T, R> work) {
      List<R> results = new ArrayList<>(batch.size());
      long begin = clock.getAsLong();
      for (T one : batch) {
        results.add(work.apply(one));
      }
      long end = clock.getAsLong();
      if (begun >= warmUp) {
        counted += batch.size();
        nanos += end - begin;
      }
      begun += batch.size();
      return results;
    }

    double micros() {
      return nanos / 1e3 / Math.max(1, counted);
    }
  }
}
