package io.diffluent.connectors.wire;

import java.io.Serializable;

/**
 * Where a column that is part of a time has its cells from.
 *
 * @param field the field that holds the time
 * @param part which part of it
 * @param order how a date is written that does not start with the year
 */
public record TimeOf(String field, TimePart part, DateOrder order) implements Serializable {

  private static final long serialVersionUID = 1L;
}
