package io.diffluent.core.record;

import java.io.Serializable;
import java.util.List;

/**
 * One input column.
 *
 * @param name the field's name
 * @param type how it is read
 * @param size positions of its encoding: 1 for a numeric column, else the largest number of
 *     categories that get a position of their own (further ones are hashed onto them)
 * @param sentinels texts that mean "missing" in this column, beside the ones every column knows
 * @param categories those that every column knows and that mean something in this one, as NA does
 *     where it is "not applicable"
 */
public record Column(
    String name, ColumnType type, int size, List<String> sentinels, List<String> categories)
    implements Serializable {

  public Column {
    if (size < 1 || (type == ColumnType.NUMERIC && size != 1)) {
      throw new IllegalArgumentException("column " + name + ": size " + size + " for " + type);
    }
    sentinels = List.copyOf(sentinels);
    categories = List.copyOf(categories);
  }

  /** A column in which what means "missing" elsewhere does. */
  public Column(String name, ColumnType type, int size, List<String> sentinels) {
    this(name, type, size, sentinels, List.of());
  }

  public static Column numeric(String name) {
    return new Column(name, ColumnType.NUMERIC, 1, List.of());
  }

  public static Column categorical(String name, int size) {
    return new Column(name, ColumnType.CATEGORICAL, size, List.of());
  }

  public boolean isNumeric() {
    return type == ColumnType.NUMERIC;
  }
}
