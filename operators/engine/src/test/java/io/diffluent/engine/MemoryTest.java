package io.diffluent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import io.diffluent.engine.Examples.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Native memory: what a call makes dies with it, what a model makes dies with the model. */
class MemoryTest {

  private static final ModelShape SHAPE = Examples.shape(Task.BINARY, 2, 8);
  private static final Batch BATCH = Batch.of(new SplittableRandom(1), SHAPE, 8);
  private static final Path STATUS = Path.of("/proc/self/status");

  static List<DeviceModelFactory> kinds() {
    return Examples.kinds(Examples.ADAM);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void callsLeaveNoArrays(DeviceModelFactory factory) {
    int before = liveArrays();
    try (Model model = factory.create(SHAPE, Set.of(), 1)) {
      callEverything(model);
      int once = liveArrays();
      for (int i = 0; i < 20; i++) {
        callEverything(model);
      }
      assertThat(liveArrays()).isEqualTo(once);
    }
    assertThat(liveArrays()).isEqualTo(before);
  }

  /** The collector of the Java heap moves the figure up and down; a leak moves it up each time. */
  @Test
  void residentMemoryStaysLevel() throws IOException {
    assumeThat(STATUS).exists();
    try (Model model = Examples.stacked(Examples.ADAM).create(SHAPE, Set.of(), 1)) {
      steps(model, 20_000);
      double smallestGrowth = Double.POSITIVE_INFINITY;
      for (int window = 0; window < 4; window++) {
        double before = residentMegabytes();
        steps(model, 20_000);
        smallestGrowth = Math.min(smallestGrowth, residentMegabytes() - before);
      }
      assertThat(smallestGrowth).isLessThanOrEqualTo(1);
    }
  }

  private static void steps(Model model, int count) {
    for (int i = 0; i < count; i++) {
      BATCH.train(model);
      if (i % 4 == 0) {
        model.predict(BATCH.inputs(), BATCH.rows());
      }
    }
  }

  private static void callEverything(Model model) {
    Batch view = BATCH.of(1);
    model.predict(BATCH.inputs(), BATCH.rows());
    BATCH.train(model);
    model.gradient(1, view.inputs(), view.labels(), view.rows(), false).parameters();
    model.preconditioner(1);
    model.restore(model.snapshot());
    view.inputs()[0] = Float.NaN;
    model.gradient(1, view.inputs(), view.labels(), view.rows(), false).parameters();
  }

  /** Arrays of all managers of the process. */
  private static int liveArrays() {
    try (NDManager manager = EngineStart.open(DeviceChoice.CPU)) {
      return manager.getParentManager().getManagedArrays().size();
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
