package io.diffluent.core.model;

import java.io.Serializable;
import java.util.Set;

/** Makes models; serializable, so that a job graph can carry it to where the device is. */
@FunctionalInterface
public interface ModelFactory extends Serializable {

  /**
   * A model with fresh, seeded parameters; every arm starts from the same ones.
   *
   * @param shape what to make
   * @param quiet inputs whose first-layer weights start at 0 (they must not disturb a young model)
   * @param seed the same seed gives the same bits
   */
  Model create(ModelShape shape, Set<Integer> quiet, long seed);

  /**
   * Units of the first layer, where an arm's parameters begin with its weights, input by input:
   * {@code [inputs][units]}. Then a model can be carried over when inputs come or go. 0 where that
   * is not so, or nobody knows.
   */
  default int firstLayerUnits(ModelShape shape) {
    return 0;
  }
}
