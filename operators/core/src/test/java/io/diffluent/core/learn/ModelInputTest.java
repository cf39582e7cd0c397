package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code [x ; g ; lags]}, there and back. */
class ModelInputTest {

  private static final Encoding ENCODING =
      Encoding.of(
          new Schema(
              List.of(Column.numeric("heat"), Column.categorical("kind", 2)),
              Label.regression("y"),
              List.of("only")));

  @Test
  void everyNumberHasItsPlace() {
    ModelInput input = ModelInput.of(ENCODING, Label.regression("y"), 2);
    assertThat(input.size()).isEqualTo(3 + 2 + 2);
    assertThat(input.quiet()).containsExactlyInAnyOrder(3, 4);
    Batch batch =
        new Batch(
            ENCODING,
            1,
            new double[] {1, 0, 1},
            new double[] {0.5, 0.25},
            new double[] {1},
            new int[1],
            Alternatives.NONE,
            0,
            Arena.ofFresh());
    float[] row = new float[10];
    Example example = new Example(null, 1, LabelUnits.NONE, new float[] {7, 8});
    input.write(batch, List.of(example), row, 3);
    assertThat(row).containsExactly(0, 0, 0, 1, 0, 1, 0.5f, 0.25f, 7, 8);
    float[] slopes = new float[10];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = i;
    }
    BatchGradient gradient = input.gradient(batch, slopes, 3);
    assertThat(gradient.x()).containsExactly(3, 4, 5);
    assertThat(gradient.g()).containsExactly(6, 7);
    assertThat(Arrays.stream(gradient.weights())).containsOnly(0.0);
  }

  @Test
  void aLagHasOneNumberOrOnePerClass() {
    assertThat(ModelInput.of(ENCODING, Label.binary("y"), 3).size()).isEqualTo(5 + 3);
    assertThat(ModelInput.of(ENCODING, Label.multiclass("y", 4), 3).size()).isEqualTo(5 + 12);
    assertThat(ModelInput.of(ENCODING, Label.multiclass("y", 4), 0).size()).isEqualTo(5);
  }
}
