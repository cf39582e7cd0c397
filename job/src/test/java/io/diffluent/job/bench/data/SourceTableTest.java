package io.diffluent.job.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The clean source stays the same and right, whatever is wrong with the others. */
class SourceTableTest {

  private static final Rows CLEAN = rows("x");

  private static Rows rows(String mark) {
    List<String[]> rows = new ArrayList<>();
    IntStream.range(0, 400).forEach(i -> rows.add(new String[] {mark + i, "y" + i}));
    return new Rows(List.of("x", "y"), rows);
  }

  @Test
  void labelsAreSwappedInTheOtherSourceOnly() {
    Noise noise = new Noise.SwappedLabels("y");
    SourceTable table = SourceTable.deal(CLEAN, noise, List.of(0, 80), 7);
    assertThat(table.sources()).containsExactly("clean", "80 % wrong");
    int wrong = 0;
    for (int i = 0; i < 400; i++) {
      String[] row = table.rows().rows().get(i);
      assertThat(row[0]).isEqualTo("x" + i);
      boolean right = row[1].equals("y" + i);
      assertThat(right || !table.isClean(i)).isTrue();
      wrong += right ? 0 : 1;
    }
    assertThat(wrong).isBetween(130, 190);
    assertThat(table.rows().rows().stream().map(row -> row[1]).distinct()).hasSize(400);
  }

  @Test
  void theCleanRowsAreTheSameForEveryShare() {
    Noise noise = new Noise.SwappedLabels("y");
    List<String> first = cleanRows(SourceTable.deal(CLEAN, noise, List.of(0, 20), 7));
    assertThat(first).hasSizeBetween(150, 250);
    assertThat(cleanRows(SourceTable.deal(CLEAN, noise, List.of(0, 80), 7))).isEqualTo(first);
    assertThat(cleanRows(SourceTable.deal(CLEAN, noise, List.of(0, 80), 8))).isNotEqualTo(first);
  }

  @Test
  void dirtyRowsComeFromTheFileOfTheirShare() {
    Noise noise = new Noise.DirtyFiles(Map.of(20, rows("twenty"), 80, rows("eighty")));
    SourceTable table = SourceTable.deal(CLEAN, noise, List.of(0, 20, 80), 7);
    for (int i = 0; i < 400; i++) {
      String[] row = table.rows().rows().get(i);
      String mark =
          Map.of("clean", "x", "20 % wrong", "twenty", "80 % wrong", "eighty").get(row[2]);
      assertThat(row[0]).isEqualTo(mark + i);
    }
  }

  @Test
  void rowsGoWhereTheirCellsSay() {
    SourceTable table =
        SourceTable.split(CLEAN, List.of("odd", "even"), row -> row[0].endsWith("1") ? 0 : 1);
    assertThat(table.rows().header()).containsExactly("x", "y", SourceTable.COLUMN);
    assertThat(table.rows().rows().get(11)).containsExactly("x11", "y11", "odd");
    assertThat(table.rows().rows().get(12)).containsExactly("x12", "y12", "even");
    assertThat(table.isClean(11)).isTrue();
    assertThat(table.cleanRows().rows().rows()).hasSize(40);
  }

  private static List<String> cleanRows(SourceTable table) {
    return table.cleanRows().rows().rows().stream().map(row -> row[0]).toList();
  }
}
