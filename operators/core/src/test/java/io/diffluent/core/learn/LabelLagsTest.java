package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Record;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Schema;
import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Past labels as inputs: only those that had arrived when the record was scored. */
class LabelLagsTest {

  private static final int FAR = 4;

  private static LearnerSetup setup(Schema schema, int lags) {
    return LearnerSetup.of(schema).lags(lags).arms("mixture", "no-clean");
  }

  private static Record labelled(long offset, String label) {
    return Rows.record(offset, Rows.of(offset % 5, offset % 3, offset % 7, "spring"), label);
  }

  @Test
  void aLaggedLabelIsTheLastThatHadArrivedInTheUnitsOfThatTime() {
    Schema schema = DirtyStream.schema(Task.REGRESSION);
    LearnerRun run = LearnerRun.of(setup(schema, 2).batch(64).scoreBatch(8));
    List<Double> arrived = new ArrayList<>();
    SeededRandom random = new SeededRandom(3);
    int learned = 0;
    for (int i = 0; i < 60; i++) {
      double label = 100 * random.nextDouble();
      boolean known = i % 4 != 1;
      run.feed(labelled(i, known ? Double.toString(label) : null));
      if (known) {
        List<Example> open = run.learner().open.examples();
        Example example = open.get(learned++);
        assertThat(example.label()).isEqualTo(label);
        assertThat(example.lags()).hasSize(2);
        for (int lag = 0; lag < 2; lag++) {
          int at = arrived.size() - 1 - lag;
          assertThat(example.lags()[lag])
              .as("lag %d of record %d", lag + 1, i)
              .isEqualTo(at < 0 ? 0 : units(arrived.get(at), example));
        }
        arrived.add(label);
      }
    }
  }

  private static float units(double label, Example at) {
    return (float) Math.max(-FAR, Math.min(FAR, at.units().target(label)));
  }

  @ParameterizedTest
  @EnumSource
  void noPredictionKnowsItsOwnLabel(Task task) {
    List<String> labels =
        task == Task.REGRESSION ? List.of("1", "9", "4") : List.of("few", "many", "few");
    Schema schema = DirtyStream.schema(task);
    LearnerRun one = LearnerRun.of(setup(schema, 1));
    LearnerRun other = LearnerRun.of(setup(schema, 1));
    int last = 300;
    for (int i = 0; i < last; i++) {
      String label = labels.get(i % 3);
      one.feed(labelled(i, label));
      other.feed(labelled(i, label));
    }
    one.feed(labelled(last, labels.get(0)));
    other.feed(labelled(last, labels.get(1)));
    one.feed(labelled(last + 1, labels.get(0)));
    other.feed(labelled(last + 1, labels.get(0)));
    one.finish();
    other.finish();
    assertThat(bytes(other, last)).isEqualTo(bytes(one, last));
    assertThat(bytes(other, last + 1)).as("the next one's").isNotEqualTo(bytes(one, last + 1));
  }

  private static byte[] bytes(LearnerRun run, int prediction) {
    return Said.bytes(List.of(run.predictions.get(prediction)));
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatRepeatsItsLabelsIsLearnedFromThem(Task task) {
    String metric = task == Task.REGRESSION ? "rmse" : "logLoss";
    double[] error = new double[2];
    for (int lags = 0; lags < 2; lags++) {
      LearnerRun run = LearnerRun.of(setup(DirtyStream.schema(task), lags));
      run.feed(3000, persistent(task));
      error[lags] = run.metric("mixture", metric);
    }
    assertThat(error[1]).as("with a lag, against %s without", error[0]).isLessThan(0.7 * error[0]);
  }

  /** Cells that say nothing, and a label that is the one before, nineteen times in twenty. */
  private static Supplier<Record> persistent(Task task) {
    SeededRandom random = new SeededRandom(8);
    String[] label = new String[1];
    long[] offset = new long[1];
    return () -> {
      if (label[0] == null || random.nextDouble() < 0.05) {
        int next = random.nextInt(3);
        label[0] = task == Task.REGRESSION ? "" + 50 * next : "abc".substring(next, next + 1);
        if (task == Task.BINARY) {
          label[0] = next == 0 ? "yes" : "no";
        }
      }
      Object[] cells = {
        random.nextDouble(), random.nextDouble(), random.nextDouble(), "s" + random.nextInt(4)
      };
      return Rows.record(offset[0]++, Rows.of(cells), label[0]);
    };
  }
}
