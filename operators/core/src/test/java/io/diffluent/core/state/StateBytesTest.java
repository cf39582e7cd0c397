package io.diffluent.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.learn.DirtyStream;
import io.diffluent.core.learn.LearnerCodec;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.LearnerRun;
import io.diffluent.core.learn.LearnerSetup;
import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Damaged bytes, another kind of state and a version from the future are refused by name. */
class StateBytesTest {

  private static final LearnerConfig CONFIG =
      LearnerSetup.of(DirtyStream.schema(Task.MULTICLASS))
          .limits(LearnerSetup.SMALL_LIMITS.withReservoir(20))
          .batch(4)
          .config();

  private final SeededRandom random = new SeededRandom(23);

  private static LearnerRun run() {
    return new LearnerRun(CONFIG, "key").feed(90, new DirtyStream(Task.MULTICLASS, 0.1, 4));
  }

  private static Throwable readLearner(byte[] bytes) {
    return catchThrowable(() -> LearnerCodec.read(CONFIG, "key", bytes).close());
  }

  private static Throwable readStatistics(byte[] bytes) {
    return catchThrowable(
        () ->
            CleanerState.read(
                CONFIG.schema(), CONFIG.cleaner(), CONFIG.limits(), MatrixVector.JAVA, bytes));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    byte[] bytes = StateBytes.write("thing", 2, out -> out.writeLong(42));
    StateBytes.read(
        "thing",
        3,
        bytes,
        (in, version) -> {
          assertThat(version).isEqualTo(2);
          assertThat(in.readLong()).isEqualTo(42);
        });
  }

  @Test
  void anotherKindIsRefusedByName() {
    byte[] bytes = StateBytes.write("statistics", 1, out -> out.writeLong(42));
    assertThatThrownBy(() -> StateBytes.read("learner", 1, bytes, (in, version) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("statistics")
        .hasMessageContaining("learner");
    LearnerRun run = run();
    assertThat(readLearner(CleanerState.write(run.cleaner()))).isInstanceOf(IOException.class);
    assertThat(readStatistics(run.state())).isInstanceOf(IOException.class);
  }

  @Test
  void aVersionFromTheFutureIsRefusedByName() {
    for (int version : new int[] {4, 0, -1, Integer.MAX_VALUE}) {
      byte[] bytes = StateBytes.write("learner", version, out -> out.writeLong(42));
      assertThatThrownBy(() -> StateBytes.read("learner", 3, bytes, (in, v) -> in.readLong()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("learner state version " + version)
          .hasMessageContaining("1 to 3");
    }
  }

  @Test
  void otherBytesAreRefused() {
    byte[] bytes = StateBytes.write("learner", 1, out -> out.writeLong(42));
    bytes[0] ^= 1;
    for (byte[] strange : new byte[][] {bytes, {}, {1}, "DFLU".getBytes(), new byte[1000]}) {
      assertThatThrownBy(() -> StateBytes.read("learner", 1, strange, (in, v) -> in.readLong()))
          .isInstanceOf(IOException.class)
          .hasMessage("not a state of Diffluent");
    }
  }

  @Test
  void bytesTooManyAreRefused() {
    byte[] bytes = StateBytes.write("learner", 1, out -> out.writeLong(42));
    assertThatThrownBy(() -> StateBytes.read("learner", 1, bytes, (in, version) -> in.readInt()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 bytes too many");
  }

  @Test
  void tenThousandDamagedStatesAreRefused() {
    LearnerRun run = run();
    byte[] learner = run.state();
    byte[] statistics = CleanerState.write(run.cleaner());
    for (int i = 0; i < 10_000; i++) {
      Throwable refused =
          i % 2 == 0 ? readLearner(damaged(learner)) : readStatistics(damaged(statistics));
      assertThat(refused).as("damage %d", i).isInstanceOf(IOException.class);
    }
  }

  private byte[] damaged(byte[] bytes) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    byte[] damaged = bytes.clone();
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Arrays.equals(damaged, bytes) ? damaged(bytes) : damaged;
  }

  /** Even where the checksum fits, a reader refuses or reads: it never fails in another way. */
  @Test
  void aDamagedBodyUnderAGoodChecksumNeverFailsInAnotherWay() {
    LearnerRun run = run();
    byte[] learner = run.state();
    byte[] statistics = CleanerState.write(run.cleaner());
    for (int i = 0; i < 3000; i++) {
      Throwable thrown =
          i % 2 == 0
              ? readLearner(sealed(damaged(learner)))
              : readStatistics(sealed(damaged(statistics)));
      if (thrown != null) {
        assertThat(thrown).as("damage %d", i).isInstanceOf(IOException.class);
      }
    }
  }

  private static byte[] sealed(byte[] bytes) {
    if (bytes.length >= 16) {
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 0, bytes.length - 4);
      ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) checksum.getValue());
    }
    return bytes;
  }
}
