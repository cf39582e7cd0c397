package io.diffluent.core.record;

import java.io.Serializable;
import java.util.List;

/**
 * The input columns, in order, the label, and the data sources, whose index is {@link
 * RawEvent#source()}.
 *
 * @param columns input columns; the label is not among them
 * @param label what is predicted
 * @param sources names of the data sources
 */
public record Schema(List<Column> columns, Label label, List<String> sources)
    implements Serializable {

  public Schema {
    columns = List.copyOf(columns);
    sources = List.copyOf(sources);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a schema needs at least one input column");
    }
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
