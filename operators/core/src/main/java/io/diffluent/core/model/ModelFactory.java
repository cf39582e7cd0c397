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
}
