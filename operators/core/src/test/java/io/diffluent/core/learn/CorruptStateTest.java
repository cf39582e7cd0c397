package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand corrupt states, damaged in the model's frame or in one of the two inside it,
 * most of them under checksums that fit, so that it is the readers that have to notice.
 *
 * <p>Law: reading is refused with an IOException that says something, or it gives a model that
 * works; it never asks for more memory than a small multiple of the state's size.
 */
class CorruptStateTest {

  private static final int CASES = 100_000;
  private static final long SEED = 20261122;

  /** One in so many of the models that are accepted is put to work. */
  private static final int USED = 2;

  /**
   * What any state may ask for, however short it is: one text of the longest kind, and a little.
   */
  private static final long FLOOR = 512 * 1024;

  private static final int[] GIANTS = {
    Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 26, (1 << 26) - 1, 1 << 24, 1 << 20, 0xFFFF, 256
  };

  private static final LearnerConfig CONFIG =
      LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, List.of("north", "south")))
          .limits(LearnerSetup.SMALL_LIMITS.withReservoir(20))
          .arms("mixture", "no-clean")
          .hidden(4)
          .lags(1)
          .batch(4)
          .config();

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SeededRandom random = new SeededRandom(SEED);

  /** Which bytes of a state are damaged. */
  private enum Level {
    MODEL,
    STATISTICS,
    LEARNER
  }

  /** What became of a state, and what it cost. */
  private record Reading(RecordLearner model, Throwable refusal, long allocated) {}

  @Test
  void everyCorruptStateIsRefusedOrWorks() throws IOException {
    byte[] good = learned();
    List<byte[]> parts = RecordLearnerTest.parts(good);
    long bound = warm(good) + 4L * good.length + FLOOR;
    int[] refused = new int[Level.values().length];
    int accepted = 0;
    for (int number = 0; number < CASES; number++) {
      Level level = Level.values()[number % Level.values().length];
      byte[] bytes = corrupt(level, number / Level.values().length, good, parts);
      Reading reading = read(bytes);
      Throwable refusal = reading.refusal();
      if (reading.allocated() > bound) {
        String asked =
            "asked for " + reading.allocated() + " bytes, at most " + bound + " expected";
        throw failed(number, level, bytes, asked, refusal);
      }
      if (refusal == null) {
        if (accepted++ % USED == 0) {
          use(number, level, bytes, reading.model());
        }
        reading.model().close();
      } else if (!(refusal instanceof IOException) || refusal.getMessage() == null) {
        throw failed(number, level, bytes, "was not refused as it should be", refusal);
      } else {
        refused[level.ordinal()]++;
      }
    }
    // Else the damage is too tame, or too wild, to say anything.
    for (int count : refused) {
      assertThat(count).isGreaterThan(CASES / 10);
    }
    assertThat(accepted).isGreaterThan(CASES / 20);
  }

  private static byte[] learned() {
    RecordLearner model = RecordLearner.fresh(CONFIG, MatrixVector.JAVA, "key");
    feed(model, 100);
    byte[] state = model.write();
    model.close();
    return state;
  }

  private static void feed(RecordLearner model, int records) {
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.2, 11).sources(2, 1).unlabelled(0.1);
    Said said = new Said();
    for (int i = 0; i < records; i++) {
      model.accept(stream.get(), said);
    }
    model.learner().score(said);
  }

  /** What it costs to read the state when nothing is wrong with it. */
  private static long warm(byte[] good) {
    long cost = 0;
    for (int i = 0; i < 20; i++) {
      Reading reading = read(good);
      assertThat(reading.refusal()).isNull();
      cost = reading.allocated();
      reading.model().close();
    }
    return cost;
  }

  private static Reading read(byte[] bytes) {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    RecordLearner model = null;
    Throwable refusal = null;
    try {
      model = RecordLearner.read(CONFIG, MatrixVector.JAVA, "key", bytes);
    } catch (IOException | RuntimeException | Error e) {
      refusal = e;
    }
    return new Reading(model, refusal, THREAD.getCurrentThreadAllocatedBytes() - before);
  }

  /** A model that was accepted takes records, learns, and its state can be had and read again. */
  private static void use(int number, Level level, byte[] bytes, RecordLearner model) {
    try {
      feed(model, 10);
      RecordLearner.read(CONFIG, MatrixVector.JAVA, "key", model.write()).close();
    } catch (IOException | RuntimeException | Error e) {
      throw failed(number, level, bytes, "was accepted and does not work", e);
    }
  }

  private byte[] corrupt(Level level, int number, byte[] good, List<byte[]> parts) {
    return switch (level) {
      case MODEL -> damaged(good, number);
      case STATISTICS -> framed(damaged(parts.get(0), number), parts.get(1));
      case LEARNER -> framed(parts.get(0), damaged(parts.get(1), number));
    };
  }

  /** Giants walk through all offsets, the rest is drawn; nearly all have a checksum that fits. */
  private byte[] damaged(byte[] bytes, int number) {
    byte[] damaged = bytes.clone();
    switch (number % 8) {
      case 0 -> damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1, 2, 3 -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> {
        int at = number / 8 * 4 + number % 4;
        int giant = GIANTS[random.nextInt(GIANTS.length)];
        ByteBuffer.wrap(damaged).putInt(at % (bytes.length - 8), giant);
      }
    }
    return random.nextInt(10) == 0 ? damaged : sealed(damaged);
  }

  private static byte[] framed(byte[] statistics, byte[] learner) {
    return StateBytes.write(
        "model",
        RecordLearner.VERSION,
        out -> {
          StateLayout.of(CONFIG).write(out);
          out.writeInt(statistics.length);
          out.write(statistics);
          out.writeInt(learner.length);
          out.write(learner);
        });
  }

  private static byte[] sealed(byte[] bytes) {
    if (bytes.length >= 16) {
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 0, bytes.length - 4);
      ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) checksum.getValue());
    }
    return bytes;
  }

  private static AssertionError failed(
      int number, Level level, byte[] bytes, String what, Throwable cause) {
    return new AssertionError(
        "case %d of seed %d, %s, %d bytes: %s".formatted(number, SEED, level, bytes.length, what),
        cause);
  }
}
