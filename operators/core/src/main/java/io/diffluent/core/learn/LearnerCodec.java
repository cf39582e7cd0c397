package io.diffluent.core.learn;

import io.diffluent.core.model.Model;
import io.diffluent.core.state.Fields;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.step.NamedParameters;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A learner as bytes: parameters, optimizer moments, learned weights by name, label units, the open
 * mini-batch, replay buffer, evaluation windows, counters and random state. What is written is
 * complete: a restored learner continues with the same bits.
 */
public final class LearnerCodec {

  static final int VERSION = 7;

  private LearnerCodec() {}

  /**
   * @throws IllegalStateException if records wait to be scored
   */
  public static byte[] write(Learner learner) {
    if (learner.hasUnscored()) {
      throw new IllegalStateException("score what is waiting before writing the state");
    }
    return StateBytes.write("learner", VERSION, out -> write(learner, out));
  }

  /**
   * @throws IOException if the bytes are damaged, from a newer version, or of another shape; the
   *     message says which
   */
  public static Learner read(LearnerConfig config, String key, byte[] bytes) throws IOException {
    return read(config, key, bytes, null);
  }

  /**
   * @param carry to today's columns and sources; null where they are the same
   */
  static Learner read(LearnerConfig config, String key, byte[] bytes, Carry carry)
      throws IOException {
    Learner learner = new Learner(config, key);
    try {
      StateBytes.read(
          "learner", VERSION, bytes, (in, version) -> read(learner, in, version, carry));
      return learner;
    } catch (IOException | RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  private static void write(Learner learner, DataOutput out) throws IOException {
    out.writeLong(learner.version);
    out.writeLong(learner.timestamp);
    learner.random.write(out);
    learner.labels.write(out);
    learner.counts.write(out);
    learner.guard.write(out);
    learner.freeze.write(out);
    learner.sources.write(out);
    out.writeInt(learner.arms.size());
    for (int a = 0; a < learner.arms.size(); a++) {
      Arm arm = learner.arms.get(a);
      out.writeUTF(arm.name);
      learner.errors[a].write(out);
      NamedParameters.write(arm.groups, arm.parameters, out);
      arm.optimizer.write(out);
    }
    write(learner.model.snapshot(), out);
    Translation.write(learner.config.cleaner(), out);
    for (Recent recent : buffers(learner)) {
      recent.write(out);
    }
  }

  private static void read(Learner learner, DataInput in, int version, Carry carry)
      throws IOException {
    learner.version = in.readLong();
    learner.timestamp = in.readLong();
    learner.random = SeededRandom.read(in);
    learner.labels.read(in, version);
    learner.counts.read(in);
    learner.guard.read(in, version);
    if (version > 2) {
      learner.freeze.read(in, version);
    }
    learner.sources.read(in, carry);
    if (version == 1) {
      readWeights(weighted(learner), in);
    }
    int arms = in.readInt();
    if (arms != learner.arms.size()) {
      throw new IOException("the state has " + arms + " arms, the pipeline " + learner.arms.size());
    }
    for (int a = 0; a < arms; a++) {
      String name = in.readUTF();
      if (!name.equals(learner.arms.get(a).name)) {
        throw new IOException(
            "arm " + a + " is '" + name + "', not '" + learner.arms.get(a).name + "'");
      }
      learner.errors[a].read(in, version);
      if (version > 1) {
        readWeights(learner.arms.get(a), in);
      }
    }
    try {
      Model.Snapshot stored = readModel(in);
      learner.model.restore(carry == null ? stored : carried(stored, learner, carry));
    } catch (IllegalArgumentException e) {
      throw new IOException("the model has changed its shape: " + e.getMessage(), e);
    }
    Translation translation = Translation.read(learner.config.cleaner(), in);
    for (Recent recent : buffers(learner)) {
      recent.read(in, version, translation, learner.input.lagInputs(), carry);
      check(recent, learner);
    }
    if (version < 7) {
      learner.labels.boundBy(learner.buffer.examples());
    }
    // Whoever was trusted before does not judge for whoever is now.
    int trusted = learner.config.trusted();
    learner.trusted.forget(example -> example.cells().envelope().source() != trusted);
    if (learner.open.isFull()) {
      throw new IOException("a whole batch is not learned yet: was learn.batch larger before?");
    }
  }

  /** An example that does not fit would stop the job when it is drawn, which may be much later. */
  private static void check(Recent recent, Learner learner) throws IOException {
    for (Example example : recent.examples()) {
      check(example, learner);
    }
    // A pipeline may have lost a source since; what came from it has no weight any more.
    int sources = learner.config.schema().sources().size();
    recent.forget(example -> example.cells().envelope().source() >= sources);
  }

  static void check(Example example, Learner learner) throws IOException {
    String misfit = learner.encoding.misfit(example.cells());
    if (example.cells().envelope().source() < 0) {
      misfit = "source " + example.cells().envelope().source();
    }
    if (misfit != null) {
      throw new IOException("a kept example does not fit the pipeline: " + misfit);
    }
  }

  private static void readWeights(Arm arm, DataInput in) throws IOException {
    NamedParameters.read(arm.groups, arm.parameters, in);
    arm.optimizer.read(in);
  }

  /** In version 1 only the mixture had weights; they are read, and dropped where it is no more. */
  private static Arm weighted(Learner learner) {
    return learner.arms.stream()
        .filter(Arm::mixes)
        .findFirst()
        .orElseGet(
            () ->
                new Arm(
                    Arm.NO_CLEAN,
                    new ArmView.AsTheyCame(),
                    learner.config.rule(),
                    List.of(),
                    learner.config.context()));
  }

  private static List<Recent> buffers(Learner learner) {
    return List.of(learner.open, learner.buffer, learner.trusted);
  }

  private static void write(Model.Snapshot snapshot, DataOutput out) throws IOException {
    out.writeLong(snapshot.steps());
    Fields.write(snapshot.parameters(), out);
    out.writeInt(snapshot.moments().length);
    for (float[] moment : snapshot.moments()) {
      Fields.write(moment, out);
    }
  }

  private static Model.Snapshot carried(Model.Snapshot stored, Learner learner, Carry carry)
      throws IOException {
    int units = learner.config.model().firstLayerUnits(learner.model.shape());
    return carry.snapshot(stored, learner.model.snapshot(), learner.arms.size(), units);
  }

  private static Model.Snapshot readModel(DataInput in) throws IOException {
    long steps = in.readLong();
    float[] parameters = finite(Fields.readFloats(in));
    int n = in.readInt();
    if (n < 0 || n > 4) {
      throw new IOException(n + " optimizer moments");
    }
    float[][] moments = new float[n][];
    for (int i = 0; i < n; i++) {
      moments[i] = finite(Fields.readFloats(in));
    }
    return new Model.Snapshot(parameters, moments, steps);
  }

  private static float[] finite(float[] values) throws IOException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("a model parameter is " + value);
      }
    }
    return values;
  }
}
