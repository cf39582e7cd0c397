package io.diffluent.flink.operators;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.Record;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.TableStatistics;
import io.diffluent.flink.linalg.FlinkMlMatrixVector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Records to cells with their alternatives; keyed state: column statistics. */
public final class CleanOperator extends LiveStateOperator<Record, Cells, Cleaner> {

  private static final long serialVersionUID = 1;

  private final LearnerConfig config;
  private transient StreamRecord<Cells> out;
  private transient Counter cleaned;
  private transient Counter suspectCells;

  public CleanOperator(LearnerConfig config) {
    super("statistics", config.limits().liveKeys());
    this.config = config;
  }

  @Override
  public void open() throws Exception {
    super.open();
    out = new StreamRecord<>(null);
    MetricGroup group = getMetricGroup().addGroup("diffluent");
    cleaned = group.counter("cleaned");
    suspectCells = group.counter("suspectCells");
  }

  @Override
  Cleaner create(String key) {
    long seed = SeededRandom.derive(config.seed(), config.pipeline() + '/' + key + "/statistics");
    return new Cleaner(
        config.schema(),
        config.cleaner(),
        new TableStatistics(config.schema(), config.limits(), FlinkMlMatrixVector.INSTANCE, seed));
  }

  @Override
  Cleaner read(String key, byte[] bytes) throws Exception {
    return CleanerState.read(
        config.schema(), config.cleaner(), config.limits(), FlinkMlMatrixVector.INSTANCE, bytes);
  }

  @Override
  byte[] write(Cleaner cleaner) {
    return CleanerState.write(cleaner);
  }

  @Override
  void process(Record record, Cleaner cleaner) {
    Cells cells = cleaner.clean(record);
    cleaned.inc();
    suspectCells.inc(cells.suspects().count());
    output.collect(out.replace(cells));
  }
}
