package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.core.step.Steps;
import io.diffluent.engine.DeviceChoice;
import io.diffluent.engine.StackedModelFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Learning steps of 128 records, of the mixture alone and of a fixed pipeline alone, on the same
 * cells, a tenth of them dirty: 256 hidden units, no replay. The goal is a ratio of 1.5 at most.
 *
 * <p>They take turns, because what else a shared machine does must not decide their ratio; and not
 * step by step, because then each would find the other's numbers in the caches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(2)
@State(Scope.Thread)
public class LearningStep {

  private static final int BATCH = 128;
  private static final int BATCHES = 16;
  private static final int PAST = 2000;
  private static final int TURN = 50;
  private static final List<String> ARMS = List.of("mixture", "iqr+median");

  @Param({"12", "40"})
  public int columns;

  private final List<List<Example>> batches = new ArrayList<>();
  private final List<Learner> learners = new ArrayList<>();
  private int next;

  /** Nanoseconds of the steps of each. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Nanos {
    public long mixture;
    public long single;
  }

  @Setup(Level.Trial)
  public void prepare() {
    Schema schema = new Schema(columns(), Label.regression("y"), List.of("main"));
    LearnerConfig config = config(schema, ARMS);
    Cleaner cleaner =
        new Cleaner(
            schema,
            config.cleaner(),
            new TableStatistics(schema, Limits.DEFAULT, MatrixVector.JAVA, 3));
    // Both arms are asked for, so that both learn from the very same cells.
    Learner asks = new Learner(config, "cells");
    SeededRandom random = new SeededRandom(5);
    List<Example> batch = new ArrayList<>();
    for (int i = 0; i < PAST + BATCH * BATCHES; i++) {
      double[] label = new double[1];
      Row row = row(random, label);
      Envelope envelope = new Envelope(new Origin("t", 0, i), i, 0, null, "m", null, List.of());
      Cells cells =
          cleaner.clean(new Record(envelope, row, "" + label[0], null), asks.demand(), true);
      if (i >= PAST) {
        batch.add(new Example(cells.forLearning(), label[0], LabelUnits.NONE, new float[0]));
      }
      if (batch.size() == BATCH) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
    }
    asks.close();
    ARMS.forEach(arm -> learners.add(new Learner(config(schema, List.of(arm)), "key")));
  }

  private List<Column> columns() {
    List<Column> all = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      all.add(isNumeric(c) ? Column.numeric("n" + c) : Column.categorical("c" + c, 8));
    }
    return all;
  }

  private static boolean isNumeric(int column) {
    return column % 3 < 2;
  }

  private Row row(SeededRandom random, double[] label) {
    double[] numbers = new double[columns];
    String[] texts = new String[columns];
    double common = gauss(random);
    label[0] = common;
    for (int c = 0; c < columns; c++) {
      double draw = random.nextDouble();
      numbers[c] = Double.NaN;
      if (isNumeric(c)) {
        double x = 0.7 * common + 0.7 * gauss(random);
        label[0] += (c % 5 - 2) * x / columns;
        numbers[c] = draw < 0.04 ? Double.NaN : draw < 0.1 ? x + 8 : x;
      } else {
        int category = random.nextInt(6);
        texts[c] = draw < 0.04 ? null : draw < 0.1 ? "typo" + category : "category" + category;
      }
    }
    return new Row(numbers, texts);
  }

  private static double gauss(SeededRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static LearnerConfig config(Schema schema, List<String> arms) {
    return new LearnerConfig(
        "bench",
        schema,
        CleanerConfig.all(),
        Steps.standard(),
        LearningRule.NATURAL,
        List.of(256),
        new StackedModelFactory(OptimizerSpec.Adam.of(0.003), DeviceChoice.CPU),
        BATCH,
        Replay.always(0),
        7,
        arms,
        -1,
        0.02,
        1000,
        BATCH,
        Integer.MAX_VALUE,
        false,
        0,
        0.1,
        Long.MAX_VALUE,
        Limits.DEFAULT);
  }

  @Benchmark
  public void turns(Nanos nanos) {
    nanos.mixture += turn(learners.get(0));
    nanos.single += turn(learners.get(1));
    next += TURN;
  }

  private long turn(Learner learner) {
    long begin = System.nanoTime();
    for (int i = 0; i < TURN; i++) {
      batches.get((next + i) % BATCHES).forEach(learner.open::add);
      learner.learn(SILENCE);
    }
    return System.nanoTime() - begin;
  }

  @TearDown(Level.Trial)
  public void close() {
    learners.forEach(Learner::close);
  }

  private static final Learner.Output SILENCE =
      new Learner.Output() {
        @Override
        public void prediction(Prediction prediction) {}

        @Override
        public void outcome(Outcome outcome) {}

        @Override
        public void telemetry(Telemetry telemetry) {}
      };
}
