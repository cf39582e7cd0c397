package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.cells.CleanerState;
import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a learner cannot be is refused where it is made, by name. */
class LearnerConfigTest {

  private static LearnerSetup setup() {
    return LearnerSetup.of(DirtyStream.schema(Task.REGRESSION));
  }

  private static void refused(LearnerSetup setup, String name) {
    assertThatThrownBy(setup::config)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  /** Fourteen would fit the memory of batches of eight, but not the batch that is open. */
  @Test
  void aSmallerBatchThanWhatIsOpenIsRefused() {
    LearnerRun before = LearnerRun.of(setup().batch(16));
    before.feed(14, new DirtyStream(Task.REGRESSION, 0.1, 2));
    byte[] learner = before.state();
    byte[] statistics = CleanerState.write(before.cleaner());
    LearnerRun.of(setup().batch(15)).restore(statistics, learner);
    for (int batch : new int[] {14, 8}) {
      assertThatThrownBy(() -> LearnerRun.of(setup().batch(batch)).restore(statistics, learner))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was learn.batch larger before?");
    }
  }

  @Test
  void countsThatMustBeThere() {
    refused(setup().batch(0), "batch");
    refused(setup().scoreBatch(0), "scoreBatch");
    refused(setup().telemetryEvery(0), "telemetryEvery");
    refused(setup().lags(-1), "lags");
  }

  @Test
  void sharesAndPlaces() {
    refused(setup().pruning(1.5), "pruning");
    refused(setup().pruning(Double.NaN), "pruning");
    refused(setup().trusted(1), "trusted source 1 of 1");
  }

  /** Two arms: 4096 units twice are 2 x 17 million parameters, thrice 2 x 34 million. */
  @Test
  void aModelThatStateCannotHoldIsRefused() {
    setup().hidden(4096, 4096).config().checkState();
    assertThatThrownBy(() -> setup().hidden(4096, 4096, 4096).config().checkState())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 arms", "at most 67,108,864", "model.hidden");
  }

  /**
   * Two arms, 50 columns of 4096 categories: 2 x 1024 x 204,850 numbers fit, twice as many do not.
   */
  @Test
  void moreThanAnArrayHoldsIsRefused() {
    List<Column> columns =
        IntStream.range(0, 50).mapToObj(i -> Column.categorical("c" + i, 4096)).toList();
    Schema wide = new Schema(columns, Label.regression("y"), List.of("main"));
    LearnerSetup.of(wide).batch(1024).config().checkArms();
    assertThatThrownBy(
            () -> LearnerSetup.of(wide).batch(1024).scoreBatch(2044).config().checkArms())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 arms", "2,048 rows", "learn.batch");
  }

  /** 65 batches of 32 rows with 32 labels of 4096 classes, one-hot; half as many lags fit. */
  @Test
  void rowsThatStateCannotHoldAreRefused() {
    Schema classes =
        new Schema(List.of(Column.numeric("a")), Label.multiclass("y", 4096), List.of("main"));
    LearnerSetup setup = LearnerSetup.of(classes).batch(32).hidden(1).limits(Limits.DEFAULT);
    setup.lags(16).config().checkState();
    assertThatThrownBy(() -> setup.lags(32).config().checkState())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2,080 rows of 131,073 numbers", "label.lags");
  }

  /** What is counted is what such a model holds. */
  @Test
  void parametersAreThoseOfTheModel() {
    for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(5), List.of(5, 3))) {
      ModelShape shape = new ModelShape(2, 4, hidden, 3, Task.MULTICLASS);
      try (Model model = JavaModelFactory.adam(0.01).create(shape, Set.of(), 1)) {
        assertThat(model.snapshot().parameters()).hasSize((int) shape.parameters());
      }
    }
  }

  @Test
  void partsOfItThatCannotBe() {
    assertThatThrownBy(() -> Replay.always(-1)).hasMessageContaining("replay");
    assertThatThrownBy(() -> new CleanerConfig(List.of("iqr"), List.of("mean"), 0))
        .hasMessageContaining("neighbours");
  }
}
