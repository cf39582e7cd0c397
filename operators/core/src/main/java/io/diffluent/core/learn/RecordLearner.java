package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Cleaner;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.stats.TableStatistics;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * Everything of one model key, from its records to its predictions: column statistics and learner.
 * They live together so that what the learner no longer needs is not computed for it.
 *
 * <p>Laws: those of {@link Cleaner} and {@link Learner}. Not thread-safe.
 */
public final class RecordLearner implements AutoCloseable {

  static final int VERSION = 2;

  private static final String WAITING = "waiting";
  private static final int WAITING_VERSION = 2;

  private final LearnerConfig config;
  private final Cleaner cleaner;
  private final Learner learner;
  private final List<String> changes;

  /** What waits is not carried over: it is told by this from what fits. */
  private final int cells;

  private RecordLearner(
      LearnerConfig config, Cleaner cleaner, Learner learner, List<String> changes) {
    this.config = config;
    this.cleaner = cleaner;
    this.learner = learner;
    this.changes = List.copyOf(changes);
    this.cells = StateLayout.cells(config.schema());
  }

  /** One that knows nothing yet. */
  public static RecordLearner fresh(LearnerConfig config, MatrixVector kernel, String key) {
    long seed = SeededRandom.derive(config.seed(), config.pipeline() + '/' + key + "/statistics");
    TableStatistics statistics =
        new TableStatistics(config.schema(), config.limits(), kernel, seed);
    Cleaner cleaner = new Cleaner(config.schema(), config.cleaner(), statistics);
    return new RecordLearner(config, cleaner, new Learner(config, key), List.of());
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
          out.writeInt(cells);
          Translation.write(config.cleaner(), out);
          ExampleBytes.write(kept, out);
        });
  }

  /**
   * Takes the label of a record that waited for it.
   *
   * @param waiting as {@link #waiting} wrote it, with whatever detectors and repairs
   * @return whether the label can be read, and columns and sources are still the same; if not,
   *     nothing has been learned
   * @throws IOException if the bytes are damaged, from a newer version, or of another shape
   */
  public boolean teach(byte[] waiting, String label, Learner.Output out) throws IOException {
    Example[] scored = new Example[1];
    StateBytes.read(
        WAITING,
        WAITING_VERSION,
        waiting,
        (in, version) -> {
          boolean fits = in.readInt() == cells;
          Translation translation = Translation.read(config.cleaner(), in);
          int layout = version == 1 ? ExampleBytes.UNBOUNDED : ExampleBytes.LAYOUT;
          Example read = ExampleBytes.read(in, layout, translation, learner.input.lagInputs());
          scored[0] = fits ? read : null;
        });
    if (scored[0] == null) {
      return false;
    }
    LearnerCodec.check(scored[0], learner);
    return learner.teach(scored[0], label, out);
  }

  /**
   * What has come and gone in the pipeline since the state was written, in words. A new source
   * starts at the mean weight, a new detector or repair as far from the mean as it starts in a new
   * pipeline, a new column unknown and with weights of 0.
   */
  public List<String> changes() {
    return changes;
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
          StateLayout.of(config, learner.armNames()).write(out);
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
    StateLayout now = StateLayout.of(config);
    StateLayout[] then = {now};
    StateBytes.read(
        "model",
        VERSION,
        bytes,
        (in, version) -> {
          if (version > 1) {
            then[0] = StateLayout.read(in);
          }
          parts[0] = part(in, bytes.length);
          parts[1] = part(in, bytes.length);
        });
    String refusal = then[0].refusal(now);
    if (refusal != null) {
      throw new IOException(refusal);
    }
    Schema schema = then[0].schemaAsIn(config.schema());
    TableStatistics statistics =
        CleanerState.read(schema, config.cleaner(), config.limits(), kernel, parts[0]).statistics();
    Carry carry = then[0].hasSameCells(now) ? null : Carry.of(then[0], now);
    if (!then[0].columns().equals(now.columns())) {
      statistics = statistics.carried(config.schema(), config.limits(), carry.columns());
    }
    return new RecordLearner(
        config,
        new Cleaner(config.schema(), config.cleaner(), statistics),
        LearnerCodec.read(config, key, parts[1], carry),
        then[0].changes(now));
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
