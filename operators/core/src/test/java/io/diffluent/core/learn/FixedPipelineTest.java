package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.ParameterGroup.Update;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One-hot weights reproduce a fixed pipeline, for every detector and every repair. */
class FixedPipelineTest {

  private static final Schema SCHEMA = DirtyStream.schema(Task.REGRESSION);
  private static final Encoding ENCODING = Encoding.of(SCHEMA);
  private static final List<String> DETECTORS = Detectors.names();
  private static final List<String> REPAIRS = Repairs.names();

  static List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    for (String detector : DETECTORS) {
      for (String repair : REPAIRS) {
        if (!detector.equals(Detectors.LEARNED)) {
          pairs.add(detector + "+" + repair);
        }
      }
    }
    return pairs;
  }

  /** Hard suspicions: a fixed pipeline knows nothing between yes and no. */
  private static Cells cells(SeededRandom random) {
    int columns = SCHEMA.columns().size();
    float[] base = new float[columns];
    int[] suspects = new int[columns];
    int n = 0;
    for (int c = 0; c < columns; c++) {
      base[c] = cell(c, random, 0.1);
      if (random.nextDouble() < 0.6) {
        suspects[n++] = c;
      }
    }
    float[] kept = new float[n];
    float[] suspicions = new float[n * DETECTORS.size()];
    float[] candidates = new float[n * REPAIRS.size()];
    for (int k = 0; k < n; k++) {
      kept[k] = cell(suspects[k], random, 0.2);
      for (int d = 0; d < DETECTORS.size(); d++) {
        suspicions[k * DETECTORS.size() + d] = random.nextInt(2);
      }
      for (int r = 0; r < REPAIRS.size(); r++) {
        boolean none = !ENCODING.isNumeric(suspects[k]) && random.nextDouble() < 0.2;
        candidates[k * REPAIRS.size() + r] = none ? -1 : cell(suspects[k], random, 0.2);
      }
    }
    return new Cells(
        Rows.record(0, Rows.of(1, 1, 1, "a"), "1").envelope(),
        "1",
        base,
        new Cells.Suspects(
            Arrays.copyOf(suspects, n),
            kept,
            suspicions,
            new float[n * Scores.COUNT],
            candidates,
            new int[0]),
        null,
        null);
  }

  private static float cell(int column, SeededRandom random, double missing) {
    if (random.nextDouble() < missing) {
      return Float.NaN;
    }
    return ENCODING.isNumeric(column)
        ? (float) (12 * random.nextDouble() - 6)
        : random.nextInt(ENCODING.size(column));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneHotWeightsAreTheFixedPipeline(String pair) {
    int detector = DETECTORS.indexOf(pair.substring(0, pair.indexOf('+')));
    int repair = REPAIRS.indexOf(pair.substring(pair.indexOf('+') + 1));
    // A fixed pipeline cuts at four units.
    Pipeline mixture =
        Steps.pipeline(
            List.of("plain-cut", "mixture"),
            new StepContext(
                ENCODING, DETECTORS, REPAIRS, SCHEMA.sources(), false, new Update.Natural(0.1)));
    Parameters parameters = Parameters.start(mixture.parameters());
    parameters.get(Mixture.DETECTORS)[detector] = 5000;
    parameters.get(Mixture.REPAIRS)[repair] = 5000;
    SeededRandom random = new SeededRandom(pair.hashCode());
    List<Cells> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      records.add(cells(random));
    }
    Batch in = Batch.of(Arena.ofFresh(), ENCODING, records, DETECTORS.size(), REPAIRS.size());
    Batch out = mixture.forward(parameters, in).out();
    ArmView single = new ArmView.Fixed(detector, repair, DETECTORS.size(), REPAIRS.size());
    Batch expected = single.of(Arena.ofFresh(), ENCODING, records);
    assertThat(out.x()).containsExactly(expected.x(), within(1e-6));
    assertThat(out.g()).containsExactly(expected.g(), within(1e-6));
  }

  @Test
  void noCleanAndOracleSeeTheCellsAsTheyAre() {
    Cells cells = cells(new SeededRandom(4));
    float[] truth = {1, 2, 3, 2};
    Cells known = new Cells(cells.envelope(), "1", cells.base(), cells.suspects(), truth, null);
    Batch clean = new ArmView.Truth().of(Arena.ofFresh(), ENCODING, List.of(known));
    assertThat(clean.x()).startsWith(1, 2, 3, 0, 0, 1);
    assertThat(clean.g()).containsOnly(0);
    Batch dirty = new ArmView.AsTheyCame().of(Arena.ofFresh(), ENCODING, List.of(cells));
    Batch unknown = new ArmView.Truth().of(Arena.ofFresh(), ENCODING, List.of(cells));
    assertThat(unknown.x()).isEqualTo(dirty.x());
    assertThat(unknown.g()).isEqualTo(dirty.g());
  }

  @Test
  void singlesAreAllFixedPipelines() {
    List<String> names = names(LearnerSetup.of(SCHEMA).arms("mixture", "singles"));
    assertThat(names)
        .contains("mixture", "iqr+knn", "zscore+winsor")
        .doesNotContain("iqr+keep", "iqr+learned", "learned+mean")
        .doesNotHaveDuplicates();
    assertThat(names(LearnerSetup.of(SCHEMA).arms("no-clean", "singles+steps")))
        .contains("no-clean", "iqr+knn+steps")
        .hasSize(names.size());
    assertThatThrownBy(() -> LearnerSetup.of(SCHEMA).arms("iqr+polish").config().checkArms())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("iqr+polish");
  }

  private static List<String> names(LearnerSetup setup) {
    LearnerConfig config = setup.config();
    return Arms.of(config, config.context()).stream().map(arm -> arm.name).toList();
  }
}
