package io.diffluent.core.model;

import java.util.Set;

/** Makes {@link JavaModel}s. */
public record JavaModelFactory(OptimizerSpec optimizer) implements ModelFactory {

  public static JavaModelFactory sgd(double rate) {
    return new JavaModelFactory(new OptimizerSpec.Sgd(rate));
  }

  public static JavaModelFactory adam(double rate) {
    return new JavaModelFactory(OptimizerSpec.Adam.of(rate));
  }

  @Override
  public Model create(ModelShape shape, Set<Integer> quiet, long seed) {
    return new JavaModel(shape, optimizer, quiet, seed);
  }

  @Override
  public int firstLayerUnits(ModelShape shape) {
    return shape.firstUnits();
  }
}
