package io.diffluent.job.bench.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Column;
import io.diffluent.job.bench.data.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers count as much as each other, and a category as much as it has values less one. */
class FamdTest {

  private static final List<Column> COLUMNS =
      List.of(Column.numeric("a"), Column.numeric("b"), Column.categorical("c", 8));

  private static Rows rows(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      String b = Double.toString(1000 * (a + random.nextGaussian()));
      rows.add(new String[] {Double.toString(a), b, "xyz".charAt(random.nextInt(3)) + "", "l" + i});
    }
    return new Rows(List.of("a", "b", "c", "label"), rows);
  }

  @Test
  void componentsAreUncorrelatedAndHoldAllVariance() {
    Rows rows = rows(400);
    Famd famd = Famd.fit(rows, COLUMNS, 400);
    // Two numbers, and three categories that add up to one: rank 2 + 2, variance 2 + (3 - 1).
    assertThat(famd.rank()).isEqualTo(4);
    double[][] values = values(famd.components(rows, "label", 4), 4);
    double total = 0;
    for (int i = 0; i < 4; i++) {
      total += covariance(values, i, i);
      assertThat(covariance(values, i, i))
          .isLessThanOrEqualTo(i == 0 ? 9 : covariance(values, i - 1, i - 1) + 1e-9);
      for (int j = 0; j < i; j++) {
        assertThat(covariance(values, i, j)).isCloseTo(0, within(1e-9));
      }
    }
    assertThat(total).isCloseTo(4, within(1e-9));
  }

  @Test
  void onlyTheFirstRowsAreSeen() {
    Rows rows = rows(400);
    Rows head = new Rows(rows.header(), rows.rows().subList(0, 100));
    String[] whole = Famd.fit(rows, COLUMNS, 100).components(rows, "label", 3).rows().get(99);
    String[] alone = Famd.fit(head, COLUMNS, 100).components(head, "label", 3).rows().get(99);
    assertThat(whole).containsExactly(alone);
    assertThat(whole[3]).isEqualTo("l99");
  }

  @Test
  void whatIsMissingOrNewIsTheMean() {
    Rows rows = rows(100);
    List<String[]> more = new ArrayList<>(rows.rows());
    more.add(new String[] {null, "?", "", "l"});
    Rows odd = new Rows(rows.header(), more);
    String[] last = Famd.fit(odd, COLUMNS, 100).components(odd, "label", 2).rows().get(100);
    assertThat(List.of(last)).containsExactly("0.0", "0.0", "l");
  }

  @Test
  void sizesGoFromOneToAll() {
    Famd famd = Famd.fit(rows(100), COLUMNS, 100);
    assertThat(famd.sizes(15)).containsExactly(1, 2, 3, 4);
    assertThat(famd.sizes(2)).containsExactly(1, 4);
  }

  private static double[][] values(Rows rows, int count) {
    return rows.rows().stream()
        .map(row -> List.of(row).subList(0, count))
        .map(cells -> cells.stream().mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double covariance(double[][] values, int i, int j) {
    double sum = 0;
    for (double[] row : values) {
      sum += row[i] * row[j];
    }
    return sum / values.length;
  }
}
