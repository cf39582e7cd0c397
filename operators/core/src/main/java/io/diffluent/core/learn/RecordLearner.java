package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.record.Record;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import java.io.DataInput;
import java.io.IOException;

/**
 * Everything of one model key, from its records to its predictions: column statistics and learner.
 * They live together so that what the learner no longer needs is not computed for it.
 *
 * <p>Laws: those of {@link Cleaner} and {@link Learner}. Not thread-safe.
 */
public final class RecordLearner implements AutoCloseable {

  static final int VERSION = 1;

  private static final String WAITING = "waiting";
  private static final int WAITING_VERSION = 1;

  private final LearnerConfig config;
  private final Cleaner cleaner;
  private final Learner learner;

  private RecordLearner(LearnerConfig config, Cleaner cleaner, Learner learner) {
    this.config = config;
    this.cleaner = cleaner;
    this.learner = learner;
  }

  /** One that knows nothing yet. */
  public static RecordLearner fresh(LearnerConfig config, MatrixVector kernel, String key) {
    long seed = SeededRandom.derive(config.seed(), config.pipeline() + '/' + key + "/statistics");
    TableStatistics statistics =
        new TableStatistics(config.schema(), config.limits(), kernel, seed);
    Cleaner cleaner = new Cleaner(config.schema(), config.cleaner(), statistics);
    return new RecordLearner(config, cleaner, new Learner(config, key));
  }

  /**
   * Takes one record; results may come now or with a later call.
   *
   * @return the record as it is scored, with its label if that came along and can be read
   */
  public Example accept(Record record, Learner.Output out) {
    boolean teaches = config.isForLearning(record.envelope());
    Cells cells = cleaner.clean(record, learner.demand(), teaches);
    return learner.accept(cells, out);
  }

  /**
   * A record that waits for its label, as bytes: its cells as they were scored, without what only a
   * receipt needs.
   */
  public byte[] waiting(Example scored) {
    Example kept = scored.forLearning();
    return StateBytes.write(
        WAITING,
        WAITING_VERSION,
        out -> {
          Translation.write(config.cleaner(), out);
          ExampleBytes.write(kept, out);
        });
  }

  /**
   * Takes the label of a record that waited for it.
   *
   * @param waiting as {@link #waiting} wrote it, with whatever detectors and repairs
   * @return whether the label can be read, and the record's source still exists; if not, nothing
   *     has been learned
   * @throws IOException if the bytes are damaged, from a newer version, or of another shape
   */
  public boolean teach(byte[] waiting, String label, Learner.Output out) throws IOException {
    Example[] scored = new Example[1];
    StateBytes.read(
        WAITING,
        WAITING_VERSION,
        waiting,
        (in, version) -> {
          Translation translation = Translation.read(config.cleaner(), in);
          scored[0] =
              ExampleBytes.read(in, ExampleBytes.LAYOUT, translation, learner.input.lagInputs());
        });
    LearnerCodec.check(scored[0], learner);
    boolean hasSource = scored[0].cells().envelope().source() < config.schema().sources().size();
    return hasSource && learner.teach(scored[0], label, out);
  }

  public Learner learner() {
    return learner;
  }

  /**
   * @throws IllegalStateException if records wait to be scored
   */
  public byte[] write() {
    byte[] statistics = CleanerState.write(cleaner);
    byte[] learned = LearnerCodec.write(learner);
    return StateBytes.write(
        "model",
        VERSION,
        out -> {
          out.writeInt(statistics.length);
          out.write(statistics);
          out.writeInt(learned.length);
          out.write(learned);
        });
  }

  /**
   * @throws IOException if the bytes are damaged, from a newer version, or of another shape; the
   *     message says which
   */
  public static RecordLearner read(
      LearnerConfig config, MatrixVector kernel, String key, byte[] bytes) throws IOException {
    byte[][] parts = new byte[2][];
    StateBytes.read(
        "model",
        VERSION,
        bytes,
        (in, version) -> {
          parts[0] = part(in, bytes.length);
          parts[1] = part(in, bytes.length);
        });
    Cleaner cleaner =
        CleanerState.read(config.schema(), config.cleaner(), config.limits(), kernel, parts[0]);
    return new RecordLearner(config, cleaner, LearnerCodec.read(config, key, parts[1]));
  }

  private static byte[] part(DataInput in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a part of " + length + " bytes in a state of " + most);
    }
    byte[] part = new byte[length];
    in.readFully(part);
    return part;
  }

  @Override
  public void close() {
    learner.close();
  }
}
