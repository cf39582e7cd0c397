package io.diffluent.job.chart;

import java.util.List;

/**
 * A table: names in the first column, numbers in the others.
 *
 * @param caption what it shows
 * @param head names of the columns
 */
public record Table(String caption, List<String> head, List<Row> rows) {

  public Table {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != head.size()) {
        throw new IllegalArgumentException(
            caption + ": a row of " + row.cells().size() + " cells under " + head.size());
      }
    }
  }

  /**
   * A row.
   *
   * @param ours whether it stands out
   */
  public record Row(List<String> cells, boolean ours) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
