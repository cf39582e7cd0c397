package io.diffluent.job.bench.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.bench.learning.Singles.Content;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fixed pipelines are trained. */
class SinglesTest {

  @ParameterizedTest
  @CsvSource({
    // single, on numbers, on categories, on both, on both with texts among numbers
    "rare-category+winsor,      no,  no,  no,  no",
    "rare-category+regression,  no,  no,  no,  no",
    "rare-category+nearest-category, no, yes, yes, yes",
    "rare-category+mean,        no,  yes, yes, yes",
    "zscore+winsor,             yes, no,  yes, yes",
    "zscore+mean,               yes, no,  yes, yes",
    "iqr+nearest-category,      no,  no,  no,  no",
    "histogram+nearest-category, no, yes, yes, yes",
    "histogram+rescale,         yes, no,  yes, yes",
    "jump+sequence,             yes, yes, yes, yes",
    "missing+mean,              yes, yes, yes, yes",
    "missing+regression,        yes, no,  yes, yes",
    "missing+winsor,            no,  no,  no,  no",
    "missing+nearest-category,  no,  no,  no,  no",
    "unparseable+mean,          no,  no,  no,  yes",
    "unparseable+nearest-category, no, no, no, no",
    "new-detector+new-repair,   yes, yes, yes, yes",
  })
  void whatCanAct(String single, String numbers, String categories, String both, String texts) {
    assertThat(Singles.canAct(single, new Content(true, false, false))).isEqualTo(is(numbers));
    assertThat(Singles.canAct(single, new Content(false, true, false))).isEqualTo(is(categories));
    assertThat(Singles.canAct(single, new Content(true, true, false))).isEqualTo(is(both));
    assertThat(Singles.canAct(single, new Content(true, true, true))).isEqualTo(is(texts));
  }

  private static boolean is(String word) {
    return word.equals("yes");
  }

  @Test
  void aTableIsLookedAt() {
    List<Column> columns =
        List.of(
            new Column("n", ColumnType.NUMERIC, 1, List.of()),
            new Column("c", ColumnType.CATEGORICAL, 8, List.of()));
    Rows plain = new Rows(List.of("n", "c"), rows("1.5", "x", null, "y", " ", "7"));
    Rows mixed = new Rows(List.of("n", "c"), rows("1.5", "x", "12 cm", "y"));
    assertThat(Content.of(columns, plain)).isEqualTo(new Content(true, true, false));
    assertThat(Content.of(columns, mixed)).isEqualTo(new Content(true, true, true));
    assertThat(Content.of(columns.subList(0, 1), plain)).isEqualTo(new Content(true, false, false));
  }

  private static List<String[]> rows(String... cells) {
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      rows.add(new String[] {cells[i], cells[i + 1]});
    }
    return rows;
  }
}
