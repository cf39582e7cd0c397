package io.diffluent.job;

import io.diffluent.connectors.replay.DirtyStream;
import io.diffluent.connectors.wire.JsonParser;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.LearningRule;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Replay;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.engine.DeviceChoice;
import io.diffluent.engine.StackedModelFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Cleaned records of a dirty stream, a small learner for them on the real engine, and its words.
 */
final class DirtyRecords implements Learner.Output {

  static final int BATCH = 8;

  final List<Prediction> predictions = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  Telemetry last;

  private final boolean keep;

  /**
   * @param keep whether every answer is kept, or only the last telemetry
   */
  DirtyRecords(boolean keep) {
    this.keep = keep;
  }

  static LearnerConfig config(List<String> steps) {
    return new LearnerConfig(
        "deliveries",
        DirtyStream.schema(),
        CleanerConfig.all(),
        steps,
        LearningRule.NATURAL,
        List.of(8),
        new StackedModelFactory(OptimizerSpec.Adam.of(0.003), DeviceChoice.CPU),
        BATCH,
        Replay.always(0),
        7,
        List.of("mixture", "no-clean"),
        -1,
        1.0,
        100,
        BATCH,
        1_000,
        true,
        0,
        0.1,
        Long.MAX_VALUE,
        Limits.DEFAULT.withReservoir(100));
  }

  /** The first records of the stream, cleaned in order. */
  static List<Cells> cells(int count) {
    LearnerConfig config = config(List.of("mixture"));
    JsonParser parser =
        new JsonParser(config.schema(), config.limits(), null, null, "deliveries", false);
    Cleaner cleaner =
        new Cleaner(
            config.schema(),
            config.cleaner(),
            new TableStatistics(config.schema(), config.limits(), MatrixVector.JAVA, 3));
    DirtyStream stream = new DirtyStream(7);
    List<Cells> cells = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Parsed parsed = parser.parse(stream.event(i));
      cells.add(cleaner.clean(((Parsed.Accepted) parsed).record()));
    }
    return cells;
  }

  @Override
  public void prediction(Prediction prediction) {
    if (keep) {
      predictions.add(prediction);
    }
  }

  @Override
  public void outcome(Outcome outcome) {
    if (keep) {
      outcomes.add(outcome);
    }
  }

  @Override
  public void telemetry(Telemetry telemetry) {
    last = telemetry;
  }
}
