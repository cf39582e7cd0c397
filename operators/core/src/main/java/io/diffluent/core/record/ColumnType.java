package io.diffluent.core.record;

/** How a column is read and encoded. */
public enum ColumnType {
  /** A finite number, encoded in causal robust units. */
  NUMERIC,
  /** A text, encoded one-hot over the values seen so far, hashed above the column's size. */
  CATEGORICAL
}
