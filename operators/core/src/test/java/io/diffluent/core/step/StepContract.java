package io.diffluent.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of {@link Step}: a new step's test extends this by a few lines. */
abstract class StepContract {

  abstract Step step(StepContext context);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void thePullbackAgreesWithCentralDifferences(long seed) {
    Tables tables = new Tables(seed);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch scored = tables.batch(step, parameters);
    new CentralDifferences(step, parameters, scored).check();
    new CentralDifferences(step, parameters, scored.withDraw(seed)).check();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void neverWritesIntoABatch(long seed) {
    Tables tables = new Tables(seed);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch(step, parameters);
    List<Object> before = contents(parameters, in);
    Step.Forward forward = step.forward(parameters, in);
    List<Object> outBefore = contents(parameters, forward.out());
    back(forward, Parameters.zeros(step.parameters()));
    assertThat(same(contents(parameters, in), before)).isTrue();
    assertThat(same(contents(parameters, forward.out()), outBefore)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void theSameTwiceGivesTheSameBits(long seed) {
    Tables tables = new Tables(seed);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch(step, parameters);
    List<Object> once = passed(step, parameters, in);
    assertThat(same(passed(step(Tables.context()), parameters, in), once)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {61, 62, 63})
  void memoryThatWasUsedBeforeGivesTheSameBits(long seed) {
    Tables tables = new Tables(seed);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Batch in = tables.batch(step, parameters);
    for (int i = 0; i < in.x().length; i += 3) {
      in.x()[i] = 0; // what is 0 need not be computed
    }
    List<Object> expected = passed(step, parameters, in);
    Arena arena = new SpoiltArena();
    assertThat(same(passed(step, parameters, in(arena, in)), expected)).isTrue();
    arena.reset();
    assertThat(same(passed(step, parameters, in(arena, in)), expected)).isTrue();
  }

  /** Whose arrays are full of what nobody should read. */
  private static final class SpoiltArena extends Arena {
    @Override
    public double[] array(int n) {
      double[] array = super.array(n);
      Arrays.fill(array, Double.NaN);
      return array;
    }
  }

  private static Batch in(Arena arena, Batch batch) {
    return new Batch(
        batch.encoding(),
        batch.rows(),
        batch.x(),
        batch.g(),
        batch.weights(),
        batch.sources(),
        batch.alternatives(),
        batch.draw(),
        arena);
  }

  /** The way back from a slope of its own: a pullback uses it up. */
  private static BatchGradient back(Step.Forward forward, Parameters gradients) {
    return forward.pullback().apply(CentralDifferences.slope(forward.out()), gradients);
  }

  /** All that comes of one way there and back. */
  private static List<Object> passed(Step step, Parameters parameters, Batch in) {
    Step.Forward forward = step.forward(parameters, in);
    Parameters gradients = Parameters.zeros(step.parameters());
    List<Object> all = contents(parameters, forward.out());
    all.addAll(contents(back(forward, gradients)));
    all.addAll(contents(gradients));
    return all;
  }

  @Test
  void gradientsAreAddedToWhatIsThere() {
    Tables tables = new Tables(41);
    Step step = step(Tables.context());
    Parameters parameters = tables.parameters(step);
    Step.Forward forward = step.forward(parameters, tables.batch(step, parameters));
    Parameters once = Parameters.zeros(step.parameters());
    Parameters twice = Parameters.zeros(step.parameters());
    back(forward, once);
    back(forward, twice);
    back(forward, twice);
    for (String group : once.names()) {
      for (int i = 0; i < once.get(group).length; i++) {
        double expected = 2 * once.get(group)[i];
        assertThat(twice.get(group)[i]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void aBatchWithoutSuspectsHasNoneAfterwards() {
    Tables tables = new Tables(51);
    Step step = step(Tables.context());
    Batch full = tables.batch();
    Batch in = full.withCells(full.x(), full.alternatives().none());
    Parameters parameters = tables.parameters(step);
    assertThat(step.forward(parameters, in).out().alternatives().count()).isZero();
    new CentralDifferences(step, parameters, in).check();
  }

  @Test
  void namesAreUniqueAndStartValuesAreFinite() {
    List<ParameterGroup> groups = step(Tables.context()).parameters();
    assertThat(groups).extracting(ParameterGroup::name).doesNotHaveDuplicates();
    for (ParameterGroup group : groups) {
      assertThat(group.entries()).doesNotHaveDuplicates();
      assertThat(Parameters.start(groups).isFinite()).isTrue();
    }
  }

  private static boolean same(List<Object> one, List<Object> other) {
    return Arrays.deepEquals(one.toArray(), other.toArray());
  }

  static List<Object> contents(Parameters parameters, Batch batch) {
    List<Object> contents = contents(parameters);
    Alternatives a = batch.alternatives();
    contents.addAll(
        List.of(
            batch.x().clone(),
            batch.g().clone(),
            batch.weights().clone(),
            batch.sources().clone(),
            a.row().clone(),
            a.column().clone(),
            a.forced().clone(),
            a.suspicion().clone(),
            a.scores().clone(),
            a.position().clone(),
            a.value().clone()));
    return contents;
  }

  static List<Object> contents(Parameters parameters) {
    List<Object> contents = new ArrayList<>();
    parameters.names().forEach(name -> contents.add(parameters.get(name).clone()));
    return contents;
  }

  static List<Object> contents(BatchGradient gradient) {
    return List.of(
        gradient.x().clone(),
        gradient.g().clone(),
        gradient.weights().clone(),
        gradient.value().clone());
  }
}
