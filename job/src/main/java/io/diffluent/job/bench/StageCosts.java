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

/** Microseconds per record of every stage, one after the other on one thread, after a warm-up. */
record StageCosts(PipelineSpec spec, Workload workload) {

  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final int TOTAL = WARM_UP + MEASURED;

  ThroughputReport.Stages measure() {
    LearnerConfig config = LearnerPlan.of(spec);
    Parser parser = Graph.parser(spec, config);
    List<RawEvent> events = new ArrayList<>(TOTAL);
    for (int i = 0; i < TOTAL; i++) {
      events.add(workload.event(i));
    }
    Stopwatch parse = new Stopwatch();
    List<Record> records = new ArrayList<>(TOTAL);
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
    List<Cells> cells = new ArrayList<>(TOTAL);
    for (Record record : records) {
      cells.add(clean.time(() -> cleaner.clean(record)));
    }
    Collected collected = new Collected();
    double both = learning(config, cells, collected);
    double score = scoring(config, cells);
    Stopwatch write = new Stopwatch();
    for (Prediction prediction : collected.predictions) {
      write.time(() -> PredictionJson.bytes(prediction));
    }
    return new ThroughputReport.Stages(
        parse.micros(), clean.micros(), score, both - score, write.micros());
  }

  /** Scoring and learning together. */
  private static double learning(LearnerConfig config, List<Cells> cells, Collected collected) {
    try (Learner learner = new Learner(config, "bench")) {
      Stopwatch watch = new Stopwatch();
      for (Cells record : cells) {
        watch.time(
            () -> {
              learner.accept(record, collected);
              return null;
            });
      }
      learner.score(collected);
      return watch.micros();
    }
  }

  /** The same records without labels: scoring alone. */
  private static double scoring(LearnerConfig config, List<Cells> cells) {
    List<Cells> unlabelled =
        cells.stream()
            .map(c -> new Cells(c.envelope(), null, c.base(), c.suspects(), c.truth(), c.display()))
            .toList();
    return learning(config, unlabelled, new Collected());
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
  private static final class Stopwatch {
    private long calls;
    private long nanos;

    <T> T time(java.util.function.Supplier<T> work) {
      long begin = System.nanoTime();
      T result = work.get();
      if (++calls > WARM_UP) {
        nanos += System.nanoTime() - begin;
      }
      return result;
    }

    double micros() {
      return nanos / 1e3 / Math.max(1, calls - WARM_UP);
    }
  }
}
