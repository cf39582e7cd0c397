package io.diffluent.connectors.replay;

/** Is told of every change to a cell, in the order in which the changes are made. */
interface Injections {

  /** Nobody listens. */
  Injections UNHEARD = (row, column, kind, before, after) -> {};

  /**
   * @param row number of the row over all files
   * @param before the cell as it was; never null
   * @param after the cell as it is now, another text than before; null when it is gone
   */
  void add(long row, String column, Pollution kind, String before, String after);
}
