package io.diffluent.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.learn.DirtyStream;
import io.diffluent.core.learn.LearnerRun;
import io.diffluent.core.learn.LearnerSetup;
import io.diffluent.core.record.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * States that version 1 wrote can still be read, and learning goes on from them.
 *
 * <p>{@code -Ddiffluent.golden=rewrite} writes them anew: only together with a new version.
 */
class GoldenStateTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path LEARNER = GOLDEN.resolve("learner-v1.bin");
  private static final Path STATISTICS = GOLDEN.resolve("statistics-v1.bin");
  private static final Path PREDICTIONS = GOLDEN.resolve("predictions-v1.txt");

  private static final int BEFORE = 150;
  private static final int AFTER = 40;

  private static LearnerRun run() {
    return LearnerRun.of(
        LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, List.of("north", "south")))
            .arms("mixture", "no-clean", "iqr+knn")
            .hidden(4)
            .trusted(0)
            .batch(8)
            .limits(LearnerSetup.SMALL_LIMITS.withReservoir(60)));
  }

  private static DirtyStream stream() {
    return new DirtyStream(Task.REGRESSION, 0.15, 2026).sources(2, 1).unlabelled(0.1);
  }

  @BeforeAll
  static void rewriteIfAsked() throws IOException {
    if (!"rewrite".equals(System.getProperty("diffluent.golden"))) {
      return;
    }
    DirtyStream stream = stream();
    LearnerRun run = run().feed(BEFORE, stream);
    Files.createDirectories(GOLDEN);
    Files.write(LEARNER, run.state());
    Files.write(STATISTICS, CleanerState.write(run.cleaner()));
    run.feed(AFTER, stream);
    run.state();
    Files.write(PREDICTIONS, last(run).stream().map(value -> Double.toString(value)).toList());
  }

  private static List<Double> last(LearnerRun run) {
    int n = run.predictions.size();
    return run.predictions.subList(n - AFTER, n).stream().map(p -> p.value()).toList();
  }

  private static LearnerRun restored() throws IOException {
    LearnerRun run = run();
    run.restore(Files.readAllBytes(STATISTICS), Files.readAllBytes(LEARNER));
    return run;
  }

  @Test
  void theGoldenStateIsReadCompletely() throws IOException {
    LearnerRun run = restored();
    assertThat(run.state()).isEqualTo(Files.readAllBytes(LEARNER));
    assertThat(CleanerState.write(run.cleaner())).isEqualTo(Files.readAllBytes(STATISTICS));
    assertThat(run.learner().version()).isPositive();
    assertThat(run.cleaner().statistics().count()).isEqualTo(BEFORE);
  }

  @Test
  void learningGoesOnFromItWithTheRecordedPredictions() throws IOException {
    LearnerRun run = restored();
    DirtyStream stream = stream();
    for (int i = 0; i < BEFORE; i++) {
      stream.get();
    }
    run.feed(AFTER, stream);
    run.state();
    List<String> recorded = Files.readAllLines(PREDICTIONS);
    List<Double> predicted = last(run);
    assertThat(recorded).hasSize(AFTER);
    for (int i = 0; i < AFTER; i++) {
      // A logarithm may differ in its last bit between two processors.
      double expected = Double.parseDouble(recorded.get(i));
      assertThat(predicted.get(i)).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
  }
}
