package io.diffluent.engine;

import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Task;
import java.util.Set;

/** What every model of this engine asks of a shape. */
final class Shapes {

  private Shapes() {}

  /**
   * @throws IllegalArgumentException if the shape holds nothing, or a quiet input is not an input
   */
  static void check(ModelShape shape, Set<Integer> quiet) {
    boolean empty = shape.hidden().stream().anyMatch(units -> units < 1);
    if (empty || shape.arms() < 1 || shape.inputs() < 1 || shape.outputs() < 1) {
      throw new IllegalArgumentException("a model needs at least one of everything: " + shape);
    }
    if (shape.task() != Task.MULTICLASS && shape.outputs() != 1) {
      throw new IllegalArgumentException(
          shape.task() + " has 1 output; the shape has " + shape.outputs());
    }
    for (int input : quiet) {
      if (input < 0 || input >= shape.inputs()) {
        throw new IllegalArgumentException(
            "quiet input " + input + "; inputs are 0 to " + (shape.inputs() - 1));
      }
    }
  }
}
