package io.diffluent.job.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that are changed before a run. */
class RowsTest {

  @Test
  void numbersAreChangedAndTheRestStays() {
    List<String[]> cells = new ArrayList<>();
    for (String cell : new String[] {"3", " 4.5 ", null, "", "?"}) {
      cells.add(new String[] {cell, "label"});
    }
    Rows rows = new Rows(List.of("x", "y"), cells);
    assertThat(rows.numbers("x")).containsExactly(3, 4.5);
    Rows doubled = rows.mapped("x", x -> 2 * x);
    assertThat(doubled.rows().stream().map(row -> row[0]))
        .containsExactly("6.0", "9.0", null, "", "?");
    assertThat(doubled.rows()).allMatch(row -> row[1].equals("label"));
    assertThat(rows.numbers("x")).containsExactly(3, 4.5);
  }
}
