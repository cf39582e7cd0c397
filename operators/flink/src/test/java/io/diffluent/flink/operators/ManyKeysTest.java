package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Record;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.flink.Examples;
import io.diffluent.flink.operators.Bench.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many model keys, some busy and most rare (Zipf), few of them live at a time, the rest in
 * RocksDB: memory stays where it was, and a key learns what it would learn alone.
 *
 * <p>{@code -Ddiffluent.keys=100000} is the full size; it takes some minutes and gigabytes of disk.
 */
class ManyKeysTest {

  private static final int KEYS = Integer.getInteger("diffluent.keys", 1_500);
  private static final int RECORDS = 2 * KEYS;
  private static final int LIVE = 32;
  private static final LearnerConfig CONFIG = Examples.config(LIVE);

  @TempDir Path folder;

  @Test
  void memoryIsBoundedAndKeysDoNotDisturbEachOther() throws Exception {
    int[] keys = zipf();
    Map<Integer, Integer> busy = new HashMap<>();
    List<Long> heap = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    try (Bench bench = Bench.onRocksDb(CONFIG, folder)) {
      for (int i = 0; i < RECORDS; i++) {
        bench.arrive(record(i, keys[i]));
        busy.merge(keys[i], 1, Integer::sum);
        if (i % 100 == 99) {
          bench.forgetOutput();
        }
        if (i >= RECORDS / 3 && i % (RECORDS / 12) == 0) {
          heap.add(heap());
          resident.add(resident());
        }
      }
      bench.snapshot();
      System.out.printf(
          "%d records of %d keys, %d live: heap %s MB, resident %s MB%n",
          RECORDS, busy.size(), LIVE, heap, resident);
      assertThat(busy).hasSizeGreaterThan(KEYS / 3);
      assertThat(last(heap)).isLessThan(heap.get(0) + 40);
      assertThat(last(resident)).isLessThan(resident.get(0) + 250);
      for (int key : new int[] {0, 1, 17, KEYS / 20, keys[RECORDS - 1]}) {
        assertThat(bench.digest("key-" + key)).as("key " + key).isEqualTo(alone(keys, key));
      }
    }
  }

  /** The state of a key whose records are the only ones. */
  private static String alone(int[] keys, int key) throws Exception {
    try (Bench bench = Bench.open(CONFIG, Place.ONLY, null)) {
      for (int i = 0; i < RECORDS; i++) {
        if (keys[i] == key) {
          bench.arrive(record(i, key));
        }
      }
      bench.snapshot();
      return bench.digest("key-" + key);
    }
  }

  /** Keys with frequencies 1, 1/2, 1/3, ... */
  private static int[] zipf() {
    double[] upTo = new double[KEYS];
    double sum = 0;
    for (int k = 0; k < KEYS; k++) {
      sum += 1.0 / (k + 1);
      upTo[k] = sum;
    }
    SeededRandom random = new SeededRandom(4);
    int[] keys = new int[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      // Every second record visits the next key, so that all of them come.
      keys[i] = i % 2 == 0 ? i / 2 : Math.min(at < 0 ? -at - 1 : at, KEYS - 1);
    }
    return keys;
  }

  private static Record record(int i, int key) {
    Record record = Examples.record(i, 1);
    Envelope all = record.envelope();
    Envelope one =
        new Envelope(
            all.origin(),
            all.timestamp(),
            all.source(),
            all.event(),
            "key-" + key,
            all.key(),
            all.headers());
    return new Record(one, record.row(), record.label(), record.clean());
  }

  private static long last(List<Long> values) {
    return values.get(values.size() - 1);
  }

  /** Megabytes that are still referred to. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  /** Megabytes of this process. */
  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IOException("no VmRSS");
  }
}
