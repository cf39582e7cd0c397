package io.diffluent.core.record;

import java.io.Serializable;

/**
 * The label column.
 *
 * @param column its name
 * @param task what is predicted
 * @param classes largest number of classes (2 for binary, 1 for regression); classes are named in
 *     the order in which they first appear
 */
public record Label(String column, Task task, int classes) implements Serializable {

  public Label {
    int least = task.isClassification() ? 2 : 1;
    if (classes < least || (task != Task.MULTICLASS && classes != least)) {
      throw new IllegalArgumentException(
          "label " + column + ": " + classes + " classes for " + task);
    }
  }

  public static Label regression(String column) {
    return new Label(column, Task.REGRESSION, 1);
  }

  public static Label binary(String column) {
    return new Label(column, Task.BINARY, 2);
  }

  public static Label multiclass(String column, int classes) {
    return new Label(column, Task.MULTICLASS, classes);
  }

  /** Numbers the model returns per record: one for regression and binary, else one per class. */
  public int outputs() {
    return task == Task.MULTICLASS ? classes : 1;
  }
}
