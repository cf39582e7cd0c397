package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighboursTest {

  private static final boolean[] IS_NUMERIC = {true, false, true, true, false};

  private final SeededRandom random = new SeededRandom(12);

  private double[] row() {
    double[] row = new double[IS_NUMERIC.length];
    for (int c = 0; c < row.length; c++) {
      boolean missing = random.nextDouble() < 0.15;
      double value = IS_NUMERIC[c] ? 3 * Past.gauss(random) : random.nextInt(3);
      row[c] = missing ? Double.NaN : value;
    }
    return row;
  }

  private static Neighbours of(double[][] sample) {
    NumericUnits[] units = new NumericUnits[IS_NUMERIC.length];
    Arrays.fill(units, NumericUnits.UNSEEN);
    return new Neighbours(sample, units, IS_NUMERIC);
  }

  @Test
  void cellsAreTheRowsInTheirUnits() {
    boolean[] isNumeric = new boolean[11];
    NumericUnits[] units = new NumericUnits[11];
    for (int c = 0; c < 11; c++) {
      isNumeric[c] = c % 3 > 0;
      units[c] = isNumeric[c] ? NumericUnits.of(new double[] {c, c + 1, c + 4, 8 * c}) : null;
    }
    double[][] rows = new double[4][11];
    for (int i = 0; i < 4; i++) {
      for (int c = 0; c < 11; c++) {
        rows[i][c] = i == 2 && c > 4 ? Double.NaN : 10 * i + c;
      }
    }
    Neighbours neighbours = new Neighbours(rows, units, isNumeric);
    for (int c = 0; c < 11; c++) {
      double[] expected = new double[4];
      for (int i = 0; i < 4; i++) {
        double cell = rows[i][c];
        expected[i] = !isNumeric[c] || Double.isNaN(cell) ? cell : units[c].z(cell);
      }
      assertThat(neighbours.column(c)).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 200, 500})
  void areTheRowsThatBruteForceFinds(int k) {
    double[][] sample = new double[200][];
    Arrays.setAll(sample, i -> row());
    Neighbours neighbours = of(sample);
    for (int q = 0; q < 50; q++) {
      double[] query = row();
      boolean[] trusted = new boolean[IS_NUMERIC.length];
      for (int c = 0; c < trusted.length; c++) {
        trusted[c] = random.nextDouble() < 0.7;
      }
      double[] distances =
          Arrays.stream(sample).mapToDouble(row -> distance(row, query, trusted)).toArray();
      int[] found = neighbours.nearest(MatrixVector.JAVA, query, trusted, k);
      if (!isUsable(query, trusted)) {
        assertThat(found).isEmpty();
        continue;
      }
      int[] expected =
          IntStream.range(0, 200)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> Math.rint(distances[i] * 1e9)))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
      double[] foundAt = Arrays.stream(found).mapToDouble(i -> distances[i]).toArray();
      double[] expectedAt = Arrays.stream(expected).mapToDouble(i -> distances[i]).toArray();
      assertThat(found).doesNotHaveDuplicates();
      assertThat(foundAt).containsExactly(expectedAt, org.assertj.core.api.Assertions.within(1e-8));
    }
  }

  private static boolean isUsable(double[] query, boolean[] trusted) {
    return IntStream.range(0, query.length).anyMatch(c -> trusted[c] && !Double.isNaN(query[c]));
  }

  private static double distance(double[] row, double[] query, boolean[] trusted) {
    double distance = 0;
    for (int c = 0; c < row.length; c++) {
      if (!trusted[c] || Double.isNaN(query[c])) {
        continue;
      }
      if (IS_NUMERIC[c]) {
        double difference = clip(Double.isNaN(row[c]) ? 0 : row[c]) - clip(query[c]);
        distance += difference * difference;
      } else {
        distance += row[c] == query[c] ? 0 : 1;
      }
    }
    return distance;
  }

  private static double clip(double z) {
    return Math.max(-4, Math.min(4, z));
  }

  @Test
  void amongEqualsTheOlderRowComesFirst() {
    double[][] sample = {{1, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {1, 0, 0, 0, 0}, {1, 0, 0, 0, 0}};
    boolean[] trusted = {true, false, false, false, false};
    assertThat(of(sample).nearest(MatrixVector.JAVA, new double[] {1, 0, 0, 0, 0}, trusted, 3))
        .containsExactly(0, 2, 3);
  }

  @Test
  void aCellIsWhatTheSampleHeld() {
    double[][] sample = {row(), row(), row()};
    Neighbours neighbours = of(sample);
    for (int i = 0; i < 3; i++) {
      for (int c = 0; c < IS_NUMERIC.length; c++) {
        assertThat(neighbours.cell(i, c)).isEqualTo(Double.valueOf(sample[i][c]));
      }
    }
  }
}
