package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.record.Record;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** One key's cleaner and learner, and everything they said. */
public final class LearnerRun extends Said implements AutoCloseable {

  private final LearnerConfig config;
  private final String key;
  private Cleaner cleaner;
  private Learner learner;

  public LearnerRun(LearnerConfig config, String key) {
    this.config = config;
    this.key = key;
    this.cleaner =
        new Cleaner(
            config.schema(),
            config.cleaner(),
            new TableStatistics(config.schema(), config.limits(), MatrixVector.JAVA, 3));
    this.learner = new Learner(config, key);
  }

  public static LearnerRun of(LearnerSetup setup) {
    return new LearnerRun(setup.config(), "key");
  }

  public Learner learner() {
    return learner;
  }

  public Cleaner cleaner() {
    return cleaner;
  }

  /** Feeds one record; returns its cells. */
  public Cells feed(Record record) {
    Cells cells = cleaner.clean(record, learner.demand(), config.isForLearning(record.envelope()));
    learner.accept(cells, this);
    return cells;
  }

  public LearnerRun feed(int n, Supplier<Record> stream) {
    for (int i = 0; i < n; i++) {
      feed(stream.get());
    }
    return this;
  }

  public LearnerRun finish() {
    learner.finish(this);
    return this;
  }

  /** The learner's state, after what was waiting has been scored. */
  public byte[] state() {
    learner.score(this);
    return LearnerCodec.write(learner);
  }

  /** Goes on from the bytes, as after a crash. */
  public void restart() {
    byte[] learned = state();
    byte[] statistics = CleanerState.write(cleaner);
    learner.close();
    restore(statistics, learned);
  }

  public void restore(byte[] statistics, byte[] learned) {
    try {
      cleaner =
          CleanerState.read(
              config.schema(), config.cleaner(), config.limits(), MatrixVector.JAVA, statistics);
      learner = LearnerCodec.read(config, key, learned);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Prediction last() {
    return predictions.get(predictions.size() - 1);
  }

  /** The current report. */
  public Telemetry report() {
    return new TelemetryReport(learner).make();
  }

  public double metric(String arm, String name) {
    return report().arms().stream()
        .filter(metrics -> metrics.arm().equals(arm))
        .flatMap(metrics -> metrics.all().stream())
        .filter(named -> named.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  public double weight(String group, String name) {
    return report().weights().stream()
        .filter(weights -> weights.name().equals(group))
        .flatMap(weights -> weights.entries().stream())
        .filter(named -> named.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Override
  public void close() {
    learner.close();
  }
}
