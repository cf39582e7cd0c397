package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.MatrixVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A wide table costs what its suspect cells cost. Counted, never timed. */
class WideTableTest {

  private static final int COLUMNS = 300;
  private static final int FACTORS = 5;

  /** As many columns as may count for a distance. */
  private static final int COMPARED = 128;

  /** How far the gates of a key are open after a thousand records differs much by seed. */
  private static final int SEEDS = 30;

  /** Share of ordinary cells whose gate is open while a key is young. */
  private static final double ORDINARY = 0.08;

  private final SeededRandom random = new SeededRandom(17);

  /** What one record cost. */
  private record Cost(int suspects, int searches, int compared) {}

  /** Numbers that go together, some of them far off, and a label that is linear in them. */
  private Record record(long offset, int errors) {
    double[] factors = new double[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      factors[f] = gauss();
    }
    Object[] cells = new Object[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      cells[c] = 0.7 * factors[c % FACTORS] + 0.7 * gauss();
    }
    for (int e = 0; e < errors; e++) {
      cells[random.nextInt(COLUMNS)] = e % 2 == 0 ? null : (Object) 50.0;
    }
    String label = Double.toString(factors[0] - factors[1] + 0.1 * gauss());
    return Rows.record(offset, Rows.of(cells), label);
  }

  private double gauss() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  /** Costs of the second half of the records. */
  private List<Cost> costs(int records, int errors, long seed) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      columns.add(Column.numeric("n" + c));
    }
    Schema schema = new Schema(columns, Label.regression("y"), List.of("main"));
    LearnerConfig config =
        LearnerSetup.of(schema).seed(seed).batch(32).limits(Limits.DEFAULT).pruning(0.1).config();
    int[] seen = new int[2];
    MatrixVector counting =
        (rows, width, a, x, y) -> {
          if (rows != width) { // the regression's matrix is square
            seen[0]++;
            seen[1] = Math.max(seen[1], width);
          }
          MatrixVector.JAVA.multiply(rows, width, a, x, y);
        };
    List<Cost> costs = new ArrayList<>();
    try (RecordLearner model = RecordLearner.fresh(config, counting, "key")) {
      for (int i = 0; i < records; i++) {
        seen[0] = 0;
        Cells cells = model.accept(record(i, errors), new Said()).cells();
        if (i >= records / 2) {
          costs.add(new Cost(cells.suspects().count(), seen[0], seen[1]));
        }
      }
    }
    return costs;
  }

  private static double suspects(List<Cost> costs) {
    return costs.stream().mapToInt(Cost::suspects).average().orElseThrow();
  }

  @Test
  void aCleanRecordHasFewSuspectCells() {
    List<Cost> clean = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      clean.addAll(costs(1200, 0, seed));
    }
    assertThat(suspects(clean)).isLessThan(COLUMNS * ORDINARY);
    assertThat(clean).allMatch(cost -> cost.searches() <= 1 && cost.compared() <= COMPARED);
  }

  @Test
  void whatADirtyRecordCostsMoreFollowsItsErrors() {
    int errors = 20;
    List<Cost> dirty = costs(1200, errors, 7);
    assertThat(suspects(dirty)).isBetween(errors * 0.9, errors * 2 + COLUMNS * ORDINARY);
    assertThat(dirty).allMatch(cost -> cost.searches() <= 1 && cost.compared() <= COMPARED);
  }

  @Test
  void aNarrowTableIsJudgedAsBefore() {
    // What the gate leaves out is what the mixture would have left alone.
    LearnerSetup setup =
        LearnerSetup.of(DirtyStream.schema(Task.REGRESSION)).replay(Replay.always(0));
    LearnerRun asked = LearnerRun.of(setup);
    LearnerRun unasked = LearnerRun.of(setup);
    DirtyStream stream = new DirtyStream(Task.REGRESSION, 0.2, 3);
    int left = 0;
    for (int i = 0; i < 1000; i++) {
      Record record = stream.get();
      Cells some = asked.feed(record);
      Cells all = unasked.cleaner().clean(record);
      unasked.learner().accept(all, unasked);
      left += all.suspects().count() - some.suspects().count();
    }
    assertThat(left).as("cells left out").isPositive();
    assertThat(Said.bytes(asked.finish().predictions))
        .isEqualTo(Said.bytes(unasked.finish().predictions));
  }
}
