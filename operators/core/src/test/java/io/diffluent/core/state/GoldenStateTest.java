package io.diffluent.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.learn.DirtyStream;
import io.diffluent.core.learn.LearnerRun;
import io.diffluent.core.learn.LearnerSetup;
import io.diffluent.core.learn.RecordLearner;
import io.diffluent.core.record.Task;
import io.diffluent.core.stats.MatrixVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States that earlier versions wrote can still be read, and learning goes on from them. The fourth
 * has the layout of the third and the weights of one step more, the fifth those of free curves, the
 * sixth what the guard compares, the seventh how long columns stay at a value, the eighth the first
 * labels, the ninth how long ago a batch was skipped.
 *
 * <p>{@code -Ddiffluent.golden=state} writes the state of the newest version anew, and what follows
 * each of them: only together with a new version. {@code -Ddiffluent.golden=predictions} writes
 * only what follows: together with a change of the algorithm.
 */
class GoldenStateTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final int NEWEST = 10;

  /** A whole model key in the newest frame. */
  private static final Path MODEL = GOLDEN.resolve("model-v10.bin");

  /** The same from before {@code cut}. */
  private static final Path OLDER_MODEL = GOLDEN.resolve("model-v2.bin");

  /** The same from before {@code stuck}, the first two with learners of version 3. */
  private static final List<Path> OLDER_FRAMES =
      Stream.of(4, 5, 6).map(version -> GOLDEN.resolve("model-v" + version + ".bin")).toList();

  /**
   * The same with learners of version 4, from before the first labels were looked at again, to 6,
   * from before answers were bounded.
   */
  private static final List<Path> LATER_FRAMES =
      Stream.of(7, 8, 9).map(version -> GOLDEN.resolve("model-v" + version + ".bin")).toList();

  private static final int BEFORE = 150;
  private static final int AFTER = 40;

  private static LearnerSetup setup() {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION, List.of("north", "south")))
        .arms("mixture", "no-clean", "iqr+knn")
        .hidden(4)
        .trusted(0)
        .batch(8)
        .limits(LearnerSetup.SMALL_LIMITS.withReservoir(60));
  }

  private static LearnerRun run() {
    return LearnerRun.of(setup());
  }

  private static DirtyStream stream() {
    return new DirtyStream(Task.REGRESSION, 0.15, 2026).sources(2, 1).unlabelled(0.1);
  }

  @BeforeAll
  static void rewriteIfAsked() throws IOException {
    String what = System.getProperty("diffluent.golden", "");
    if (what.equals("state")) {
      writeState();
    }
    if (!what.isEmpty()) {
      for (int version = 1; version <= NEWEST; version++) {
        Files.write(
            predictions(version),
            after(version).stream().map(value -> Double.toString(value)).toList());
      }
    }
  }

  private static void writeState() throws IOException {
    LearnerRun run = run().feed(BEFORE, stream());
    Files.createDirectories(GOLDEN);
    Files.write(learner(NEWEST), run.state());
    RecordLearner model = RecordLearner.fresh(setup().config(), MatrixVector.JAVA, "key");
    DirtyStream stream = stream();
    for (int i = 0; i < BEFORE; i++) {
      model.accept(stream.get(), run);
    }
    model.learner().score(run);
    Files.write(MODEL, model.write());
    Files.write(statistics(NEWEST), CleanerState.write(run.cleaner()));
  }

  private static Path learner(int version) {
    return GOLDEN.resolve("learner-v" + version + ".bin");
  }

  private static Path statistics(int version) {
    return GOLDEN.resolve("statistics-v" + version + ".bin");
  }

  private static Path predictions(int version) {
    return GOLDEN.resolve("predictions-v" + version + ".txt");
  }

  /** What a learner says that goes on from the golden state. */
  private static List<Double> after(int version) throws IOException {
    LearnerRun run = restored(version);
    DirtyStream stream = stream();
    for (int i = 0; i < BEFORE; i++) {
      stream.get();
    }
    run.feed(AFTER, stream);
    run.state();
    return last(run);
  }

  private static List<Double> last(LearnerRun run) {
    int n = run.predictions.size();
    return run.predictions.subList(n - AFTER, n).stream().map(p -> p.value()).toList();
  }

  private static LearnerRun restored(int version) throws IOException {
    LearnerRun run = run();
    run.restore(Files.readAllBytes(statistics(version)), Files.readAllBytes(learner(version)));
    return run;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, NEWEST})
  void theGoldenStateIsReadCompletely(int version) throws IOException {
    LearnerRun run = restored(version);
    assertThat(run.learner().version()).isPositive();
    assertThat(run.cleaner().statistics().count()).isEqualTo(BEFORE);
    if (version == NEWEST) {
      byte[] statistics = CleanerState.write(run.cleaner());
      assertThat(Arrays.equals(statistics, Files.readAllBytes(statistics(version)))).isTrue();
      assertThat(Arrays.equals(run.state(), Files.readAllBytes(learner(version)))).isTrue();
    }
  }

  /** In version 1 the frame of a model key had two parts, each behind its length, and no names. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, NEWEST})
  void aModelWithoutNamesIsReadFromItsTwoParts(int version) throws IOException {
    byte[] statistics = Files.readAllBytes(statistics(NEWEST));
    byte[] learner = Files.readAllBytes(learner(version));
    byte[] golden =
        StateBytes.write(
            "model",
            1,
            out -> {
              for (byte[] part : List.of(statistics, learner)) {
                out.writeInt(part.length);
                out.write(part);
              }
            });
    assertThat(model(golden).changes()).isEmpty();
  }

  @Test
  void aModelIsReadWithItsNames() throws IOException {
    byte[] golden = Files.readAllBytes(MODEL);
    RecordLearner model = model(golden);
    assertThat(model.changes()).isEmpty();
    assertThat(Arrays.equals(model.write(), golden)).isTrue();
    assertThat(model(Files.readAllBytes(OLDER_MODEL)).changes())
        .containsExactly("detector stuck is new", "step cut is new");
    for (Path later : LATER_FRAMES) {
      assertThat(model(Files.readAllBytes(later)).changes()).isEmpty();
    }
    for (Path older : OLDER_FRAMES) {
      assertThat(model(Files.readAllBytes(older)).changes())
          .containsExactly("detector stuck is new");
    }
  }

  private static RecordLearner model(byte[] golden) throws IOException {
    RecordLearner model = RecordLearner.read(setup().config(), MatrixVector.JAVA, "key", golden);
    assertThat(model.learner().version()).isPositive();
    return model;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, NEWEST})
  void learningGoesOnFromItWithTheRecordedPredictions(int version) throws IOException {
    List<String> recorded = Files.readAllLines(predictions(version));
    List<Double> predicted = after(version);
    assertThat(recorded).hasSize(AFTER);
    for (int i = 0; i < AFTER; i++) {
      // A logarithm may differ in its last bit between two processors.
      double expected = Double.parseDouble(recorded.get(i));
      assertThat(predicted.get(i)).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
  }
}
