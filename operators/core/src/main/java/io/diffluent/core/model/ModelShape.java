package io.diffluent.core.model;

import io.diffluent.core.record.Task;
import java.util.List;

/**
 * The shape of a model: everything that decides how many parameters it has and how they are laid
 * out.
 *
 * @param arms how many models of this shape are trained side by side on the same rows
 * @param inputs numbers per row that enter
 * @param hidden units of each hidden layer; empty for a linear model
 * @param outputs numbers per row that leave
 * @param task decides the loss
 */
public record ModelShape(int arms, int inputs, List<Integer> hidden, int outputs, Task task) {

  public ModelShape {
    hidden = List.copyOf(hidden);
  }

  /** Parameters of all arms, if the layers are fully connected. */
  public long parameters() {
    long parameters = 0;
    long in = inputs;
    for (int units : hidden) {
      parameters += (in + 1) * units;
      in = units;
    }
    return arms * (parameters + (in + 1) * outputs);
  }

  /** Units of the first layer of fully connected ones. */
  public int firstUnits() {
    return hidden.isEmpty() ? outputs : hidden.get(0);
  }
}
