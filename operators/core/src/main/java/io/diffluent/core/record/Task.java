package io.diffluent.core.record;

/** What is predicted. */
public enum Task {
  /** A number; squared loss on the label in running standard units. */
  REGRESSION,
  /** One of two classes; logistic loss. */
  BINARY,
  /** One of several classes; cross entropy. */
  MULTICLASS;

  public boolean isClassification() {
    return this != REGRESSION;
  }
}
