package io.diffluent.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Task;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every metric against its definition, written out. */
class MetricsTest {

  private static final int N = 400;

  private final SeededRandom random = new SeededRandom(6);

  static double value(Metrics metrics, String name) {
    return metrics.values().stream()
        .filter(named -> named.name().equals(name))
        .mapToDouble(Named::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void regression() {
    Metrics metrics = new Metrics(Task.REGRESSION, 1);
    double squares = 0;
    double absolute = 0;
    for (int i = 0; i < N; i++) {
      double label = 100 * random.nextDouble();
      float output = (float) (100 * random.nextDouble());
      squares += (output - label) * (output - label);
      absolute += Math.abs(output - label);
      metrics.add(label, new float[] {output});
    }
    assertThat(value(metrics, "rmse")).isCloseTo(Math.sqrt(squares / N), within(1e-9));
    assertThat(value(metrics, "mae")).isCloseTo(absolute / N, within(1e-9));
    assertThat(metrics.meanLoss()).isCloseTo(squares / N, within(1e-9));
  }

  @Test
  void binary() {
    Metrics metrics = new Metrics(Task.BINARY, 2);
    double[] labels = new double[N];
    double[] scores = new double[N];
    double logLoss = 0;
    double errors = 0;
    for (int i = 0; i < N; i++) {
      labels[i] = random.nextInt(2);
      scores[i] = (random.nextInt(50) + 0.5 + 10 * labels[i]) / 64;
      float p = (float) scores[i];
      logLoss -= Math.log(labels[i] == 1 ? p : 1 - p);
      errors += (p > 0.5) == (labels[i] == 1) ? 0 : 1;
      metrics.add(labels[i], new float[] {p});
    }
    assertThat(value(metrics, "logLoss")).isCloseTo(logLoss / N, within(1e-6));
    assertThat(value(metrics, "errorRate")).isCloseTo(errors / N, within(1e-12));
    assertThat(value(metrics, "auc")).isCloseTo(auc(labels, scores, 1), within(1e-9));
  }

  @Test
  void multiclass() {
    Metrics metrics = new Metrics(Task.MULTICLASS, 3);
    double[] labels = new double[N];
    double[][] scores = new double[3][N];
    double logLoss = 0;
    double errors = 0;
    for (int i = 0; i < N; i++) {
      labels[i] = random.nextInt(3);
      int a = 1 + random.nextInt(8);
      int b = 1 + random.nextInt(8);
      float[] p = {a / 32f, b / 32f, (32 - a - b) / 32f};
      int best = p[2] >= Math.max(p[0], p[1]) ? 2 : p[1] > p[0] ? 1 : 0;
      for (int c = 0; c < 3; c++) {
        scores[c][i] = p[c];
      }
      logLoss -= Math.log(p[(int) labels[i]]);
      errors += best == labels[i] ? 0 : 1;
      metrics.add(labels[i], p);
    }
    double auc = 0;
    for (int c = 0; c < 3; c++) {
      double positives = 0;
      for (double label : labels) {
        positives += label == c ? 1 : 0;
      }
      auc += positives / N * auc(labels, scores[c], c);
    }
    assertThat(value(metrics, "logLoss")).isCloseTo(logLoss / N, within(1e-6));
    assertThat(value(metrics, "errorRate")).isCloseTo(errors / N, within(1e-12));
    assertThat(value(metrics, "auc")).isCloseTo(auc, within(1e-9));
  }

  /** Share of (positive, negative) pairs in the right order; ties count one half. */
  private static double auc(double[] labels, double[] scores, int positive) {
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length && labels[i] == positive; j++) {
        if (labels[j] != positive) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }

  @Test
  void aProbabilityOfZeroForTheTruthIsCut() {
    Metrics metrics = new Metrics(Task.BINARY, 2);
    double most = -Math.log(Math.ulp(1f));
    assertThat(metrics.add(1, new float[] {0})).isCloseTo(most, within(1e-9));
    assertThat(value(metrics, "auc")).isEqualTo(0.5);
    // As sure and as wrong, on the side where a float has no room left.
    assertThat(metrics.add(0, new float[] {1})).isCloseTo(most, within(1e-9));
    assertThat(metrics.add(0, new float[] {Math.nextDown(1f)})).isCloseTo(most, within(1e-9));
    assertThat(metrics.add(1, new float[] {1e-30f})).isCloseTo(most, within(1e-9));
  }

  @Test
  void beforeTheFirstRecordThereAreNone() {
    assertThat(new Metrics(Task.BINARY, 2).values()).isEmpty();
    assertThat(new Metrics(Task.REGRESSION, 1).meanLoss()).isNaN();
  }

  @Test
  void theWindowIsTheLastFullOne() {
    Prequential prequential = new Prequential(Task.REGRESSION, 1, 10);
    for (int i = 0; i < 25; i++) {
      prequential.add(0, new float[] {i / 10});
      double expected = i < 9 ? 0 : (i + 1) / 10 - 1;
      assertThat(value(prequential.window(), "mae")).isEqualTo(expected);
    }
    assertThat(prequential.all().count()).isEqualTo(25);
  }

  @Test
  void aSmallerWindowThanBeforeClosesWithTheNextRecord() throws IOException {
    Prequential before = new Prequential(Task.REGRESSION, 1, 100);
    for (int i = 0; i < 20; i++) {
      before.add(0, new float[] {5});
    }
    byte[] bytes = StateBytes.write("errors", 1, before::write);
    Prequential now = new Prequential(Task.REGRESSION, 1, 10);
    StateBytes.read("errors", 1, bytes, (in, version) -> now.read(in, 4));
    for (int i = 0; i < 11; i++) {
      now.add(0, new float[] {1});
    }
    assertThat(value(now.window(), "mae")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRestoredErrorContinuesWithTheSameBits(Task task) throws IOException {
    int outputs = task == Task.MULTICLASS ? 3 : 1;
    Prequential whole = new Prequential(task, task == Task.MULTICLASS ? 3 : 2, 10);
    for (int i = 0; i < N; i++) {
      whole.add(i % 2, floats(outputs));
    }
    Prequential restored = new Prequential(task, task == Task.MULTICLASS ? 3 : 2, 10);
    byte[] bytes = StateBytes.write("errors", 1, whole::write);
    StateBytes.read("errors", 1, bytes, (in, version) -> restored.read(in, 4));
    for (int i = 0; i < 33; i++) {
      float[] output = floats(outputs);
      whole.add(i % 2, output);
      restored.add(i % 2, output);
    }
    assertThat(restored.all().values()).isEqualTo(whole.all().values());
    assertThat(StateBytes.write("errors", 1, restored::write))
        .isEqualTo(StateBytes.write("errors", 1, whole::write));
  }

  private float[] floats(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble() / n;
    }
    return values;
  }
}
