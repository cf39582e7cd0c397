package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.record.Task;
import java.util.List;
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

  @Test
  void partsOfItThatCannotBe() {
    assertThatThrownBy(() -> Replay.always(-1)).hasMessageContaining("replay");
    assertThatThrownBy(() -> new CleanerConfig(List.of("iqr"), List.of("mean"), 0))
        .hasMessageContaining("neighbours");
  }
}
