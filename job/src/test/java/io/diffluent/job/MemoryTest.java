package io.diffluent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.LearnerCodec;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A learner may live for years, and beside others. */
class MemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WINDOW = 10_000;
  private static final int WINDOWS = 4;

  /** The Java heap moves the figure up and down; a leak moves it up in every window. */
  @Test
  void residentMemoryStaysLevel() throws IOException {
    assumeThat(STATUS).exists();
    List<Cells> cells = DirtyRecords.cells(2_000);
    try (Learner learner = new Learner(DirtyRecords.config(Steps.standard()), "key")) {
      steps(learner, cells);
      double smallestGrowth = Double.POSITIVE_INFINITY;
      for (int window = 0; window < WINDOWS; window++) {
        double before = residentMegabytes();
        steps(learner, cells);
        smallestGrowth = Math.min(smallestGrowth, residentMegabytes() - before);
      }
      assertThat(learner.version()).isEqualTo((WINDOWS + 1) * WINDOW);
      assertThat(smallestGrowth).isLessThanOrEqualTo(0.5);
    }
  }

  @Test
  void twoAtATimeGetTheBitsOfOneAfterTheOther() {
    List<Cells> cells = DirtyRecords.cells(1_500);
    List<byte[]> expected = List.of(learned("one", cells), learned("two", cells));
    assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 3; round++) {
        var one = CompletableFuture.supplyAsync(() -> learned("one", cells), threads);
        var two = CompletableFuture.supplyAsync(() -> learned("two", cells), threads);
        assertThat(one.join()).isEqualTo(expected.get(0));
        assertThat(two.join()).isEqualTo(expected.get(1));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static byte[] learned(String key, List<Cells> cells) {
    LearnerConfig config = DirtyRecords.config(Steps.standard());
    DirtyRecords words = new DirtyRecords(false);
    try (Learner learner = new Learner(config, key)) {
      cells.forEach(record -> learner.accept(record, words));
      learner.score(words);
      return LearnerCodec.write(learner);
    }
  }

  private static void steps(Learner learner, List<Cells> cells) {
    DirtyRecords words = new DirtyRecords(false);
    for (int i = 0; i < WINDOW * DirtyRecords.BATCH; i++) {
      learner.accept(cells.get(i % cells.size()), words);
    }
  }

  private static double residentMegabytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }
}
