package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberText;
import io.diffluent.connectors.wire.TimeOf;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.ColumnType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One listed column.
 *
 * @param name the field's name; where the column is part of a time, a name of its own
 * @param type null only where it is ignored
 * @param size see {@link Column#size()}
 * @param sentinels texts that mean "missing", as they are written
 * @param categories texts that mean "missing" elsewhere and are categories here
 * @param notation how its numbers are written
 * @param time where a part of a time comes from; null for a column that is a field
 */
public record ColumnSpec(
    String name,
    ColumnType type,
    int size,
    List<String> sentinels,
    List<String> categories,
    NumberNotation notation,
    TimeOf time,
    boolean ignored) {

  /** A field. */
  public ColumnSpec(
      String name,
      ColumnType type,
      int size,
      List<String> sentinels,
      NumberNotation notation,
      boolean ignored) {
    this(name, type, size, sentinels, List.of(), notation, null, ignored);
  }

  /** A field that is written plainly. */
  public ColumnSpec(
      String name, ColumnType type, int size, List<String> sentinels, boolean ignored) {
    this(name, type, size, sentinels, NumberNotation.PLAIN, ignored);
  }

  public ColumnSpec {
    sentinels = List.copyOf(sentinels);
    categories = List.copyOf(categories);
  }

  Column column() {
    return new Column(name, type, size, readSentinels(), categories);
  }

  /** What is written, and what it is read as: a cell meets its sentinels after it has been read. */
  private List<String> readSentinels() {
    boolean isNumber = type == ColumnType.NUMERIC && time == null;
    Set<String> all = new LinkedHashSet<>(sentinels);
    for (String text : sentinels) {
      String read = isNumber ? notation.plain(text) : NumberText.canonical(text);
      if (read != null) {
        all.add(read);
      }
    }
    return List.copyOf(all);
  }

  /** The field of an event that the column's cells come from. */
  public String field() {
    return time == null ? name : time.field();
  }
}
