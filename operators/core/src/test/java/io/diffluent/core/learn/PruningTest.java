package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.stats.MatrixVector;
import io.diffluent.core.step.Mixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mixture has no use for is not computed, and what others use does not change it. */
class PruningTest {

  private static final int KNN = Repairs.names().indexOf("knn");
  private static final int BATCH = 16;
  private static final String[] ALL_STEPS = {
    "learned-fill", "cut", "mixture", "transform", "feature-gate", "source-weights", "augment"
  };

  /** One record, how it was cleaned, and how often all remembered rows were looked at for it. */
  private record Seen(long version, Cells cells, int searches) {

    boolean hasSuspects() {
      return cells.suspects().count() > 0;
    }

    boolean isKnnComputed() {
      float[] candidates = cells.suspects().candidates();
      for (int k = KNN; k < candidates.length; k += Repairs.names().size()) {
        if (!Float.isNaN(candidates[k])) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return "version " + version + ", " + cells.suspects().count() + " suspects, " + searches;
    }

    boolean isKnnWithheld() {
      return Arrays.equals(cells.suspects().withheld(), new int[] {KNN});
    }
  }

  private static LearnerSetup setup(Task task) {
    Schema schema = DirtyStream.schema(task, List.of("north", "south"));
    return LearnerSetup.of(schema).hidden(4).batch(BATCH).scoreBatch(1);
  }

  private static DirtyStream stream(Task task) {
    return new DirtyStream(task, 0.3, 5).sources(2, 1);
  }

  /** A learner whose weight of knn starts at next to nothing. */
  private static List<Seen> seen(LearnerConfig config, int records, Said said) {
    int[] searches = new int[1];
    MatrixVector counting =
        (rows, columns, a, x, y) -> {
          searches[0] += rows > columns ? 1 : 0; // the regression's matrix is square
          MatrixVector.JAVA.multiply(rows, columns, a, x, y);
        };
    List<Seen> seen = new ArrayList<>();
    try (RecordLearner model = RecordLearner.fresh(config, counting, "key")) {
      for (Arm arm : model.learner().arms) {
        if (arm.mixes()) {
          arm.parameters.get(Mixture.REPAIRS)[KNN] = -8;
        }
      }
      DirtyStream stream = stream(config.schema().label().task());
      for (int i = 0; i < records; i++) {
        searches[0] = 0;
        long version = model.learner().version();
        Cells cells = model.accept(stream.get(), said).cells();
        seen.add(new Seen(version, cells, searches[0]));
      }
    }
    return seen;
  }

  @Test
  void aLightRepairIsComputedWhereAllAreLookedAtOnly() {
    Said said = new Said();
    LearnerConfig config = setup(Task.REGRESSION).pruning(0.1).config();
    List<Seen> seen = seen(config, (2 * Pruning.EXPLORE + 2) * BATCH, said);
    for (int i = 0; i < seen.size(); i++) {
      Seen one = seen.get(i);
      boolean explores = one.version() % Pruning.EXPLORE == 0;
      if (one.hasSuspects()) {
        assertThat(one.isKnnWithheld()).as("withheld at %d", i).isEqualTo(!explores);
      }
      if (!explores) {
        assertThat(one.searches()).as("searches at %d", i).isZero();
        assertThat(one.isKnnComputed()).as("computed at %d", i).isFalse();
        assertThat(said.predictions.get(i).receipt())
            .flatExtracting(Receipt::repairs)
            .noneMatch(repair -> repair.name().equals("knn"));
      }
    }
    for (long version : new long[] {Pruning.EXPLORE, 2 * Pruning.EXPLORE}) {
      assertThat(seen)
          .filteredOn(one -> one.version() == version && one.hasSuspects())
          .hasSizeGreaterThan(8)
          .filteredOn(one -> one.searches() > 0)
          .hasSizeGreaterThan(8) // but for those without one number that can be trusted
          .allMatch(Seen::isKnnComputed);
    }
  }

  @Test
  void withoutPruningEverythingIsComputed() {
    List<Seen> seen = seen(setup(Task.REGRESSION).config(), 200, new Said());
    assertThat(seen.subList(100, 200))
        .filteredOn(Seen::hasSuspects)
        .noneMatch(Seen::isKnnWithheld)
        .filteredOn(one -> one.searches() > 0)
        .hasSizeGreaterThan(60)
        .allMatch(Seen::isKnnComputed);
  }

  @Test
  void aHeavyRepairIsComputed() {
    RecordLearner model =
        RecordLearner.fresh(setup(Task.REGRESSION).pruning(0.5).config(), MatrixVector.JAVA, "key");
    model.learner().arms.get(0).parameters.get(Mixture.REPAIRS)[KNN] = 3;
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 3 * BATCH; i++) {
      Cells cells = model.accept(stream.get(), new Said()).cells();
      assertThat(cells.suspects().withheld()).isEmpty();
    }
    assertThat(model.learner().demand().computed()).doesNotContain(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iqr+knn", "paper"})
  void whatAnotherArmNeedsIsComputedAndWithheld(String arm) {
    LearnerConfig config =
        setup(Task.REGRESSION).pruning(0.1).arms("mixture", "no-clean", arm).config();
    List<Seen> seen = seen(config, 200, new Said());
    assertThat(seen.subList(100, 200))
        .filteredOn(Seen::hasSuspects)
        .allMatch(Seen::isKnnWithheld)
        .filteredOn(one -> one.searches() > 0)
        .hasSizeGreaterThan(60)
        .allMatch(Seen::isKnnComputed);
  }

  @ParameterizedTest
  @EnumSource
  void whichOtherArmsThereAreChangesNoBitOfTheMixture(Task task) {
    whichOtherArmsThereAreChangesNothing(task, 0);
  }

  @ParameterizedTest
  @EnumSource
  void cellsThatOnlyOtherArmsNeedChangeNoBitOfTheMixture(Task task) {
    int hidden = whichOtherArmsThereAreChangesNothing(task, 5);
    assertThat(hidden).as("cells that only others need").isPositive();
  }

  /**
   * @param none logit of "no detector" at the start
   * @return how many cells only other arms needed
   */
  private static int whichOtherArmsThereAreChangesNothing(Task task, double none) {
    LearnerSetup setup = setup(task).pruning(0.5).lags(1).steps(ALL_STEPS);
    Said few = new Said();
    Said many = new Said();
    RecordLearner alone = fresh(setup.arms("mixture", "no-clean"));
    RecordLearner inCompany =
        fresh(setup.arms("mixture", "no-clean", "iqr+knn", "zscore+median", "paper"));
    for (RecordLearner one : List.of(alone, inCompany)) {
      double[] detectors = one.learner().arms.get(0).parameters.get(Mixture.DETECTORS);
      detectors[detectors.length - 1] = none;
    }
    DirtyStream stream = stream(task);
    int withheld = 0;
    int hidden = 0;
    for (int i = 0; i < 1200; i++) {
      Record record = stream.get();
      withheld += alone.accept(record, few).cells().suspects().withheld().length;
      Cells.Suspects suspects = inCompany.accept(record, many).cells().suspects();
      hidden += suspects.count() - suspects.seen();
    }
    assertThat(withheld).as("times that knn was withheld").isPositive();
    assertThat(Said.bytes(many.predictions)).isEqualTo(Said.bytes(few.predictions));
    assertSame(alone.learner(), inCompany.learner());
    for (int i = 0; i < few.outcomes.size(); i++) {
      float[][] all = many.outcomes.get(i).outputs();
      assertThat(Arrays.copyOf(all, 2)).isDeepEqualTo(few.outcomes.get(i).outputs());
    }
    assertThat(few.outcomes).isNotEmpty().hasSameSizeAs(many.outcomes);
    return hidden;
  }

  @Test
  void theMixtureChangesNoBitOfThePaper() {
    LearnerSetup setup = setup(Task.REGRESSION).pruning(0.5);
    RecordLearner alone = fresh(setup.arms("paper", "no-clean"));
    RecordLearner inCompany = fresh(setup.arms("paper", "no-clean", "mixture"));
    DirtyStream stream = stream(Task.REGRESSION);
    int withheld = 0;
    for (int i = 0; i < 600; i++) {
      Record record = stream.get();
      alone.accept(record, new Said());
      withheld += inCompany.accept(record, new Said()).cells().suspects().withheld().length;
    }
    assertThat(withheld).as("times that knn was withheld").isPositive();
    assertSame(alone.learner(), inCompany.learner());
  }

  @Test
  void anArmThatAugmentsChangesNoBitOfAnother() {
    LearnerSetup setup =
        setup(Task.REGRESSION).steps("mixture", "augment").replay(Replay.always(2));
    RecordLearner alone = fresh(setup.arms("no-clean", "iqr+knn"));
    RecordLearner inCompany = fresh(setup.arms("no-clean", "iqr+knn", "mixture"));
    DirtyStream stream = stream(Task.REGRESSION);
    for (int i = 0; i < 600; i++) {
      Record record = stream.get();
      alone.accept(record, new Said());
      inCompany.accept(record, new Said());
    }
    assertThat(inCompany.learner().arms.get(2).parameters.get("augmentations")[0]).isNotEqualTo(2);
    assertSame(alone.learner(), inCompany.learner());
  }

  private static RecordLearner fresh(LearnerSetup setup) {
    return RecordLearner.fresh(setup.config(), MatrixVector.JAVA, "key");
  }

  /** The parameters of the first arm, and those of its model, to the bit. */
  private static void assertSame(Learner alone, Learner inCompany) {
    Arm one = alone.arms.get(0);
    Arm other = inCompany.arms.get(0);
    one.groups.forEach(
        group ->
            assertThat(other.parameters.get(group.name()))
                .as(group.name())
                .isEqualTo(one.parameters.get(group.name())));
    float[] few = alone.model.snapshot().parameters();
    float[] many = inCompany.model.snapshot().parameters();
    int size = few.length / alone.arms.size();
    assertThat(Arrays.copyOf(many, size)).isEqualTo(Arrays.copyOf(few, size));
  }
}
