package io.diffluent.engine;

import ai.djl.ndarray.NDManager;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import java.util.Set;

/**
 * Makes the built-in model: a multilayer perceptron with ReLU units, or a linear model if no layer
 * is hidden; all arms run in one set of native calls.
 *
 * <p>Parameters of an arm are laid out layer by layer, weights {@code [in][out]} before bias {@code
 * [out]}, and start uniform in {@code +-1/sqrt(in)}.
 */
public record StackedModelFactory(OptimizerSpec optimizer, DeviceChoice device)
    implements DeviceModelFactory {

  @Override
  public StackedModelFactory on(DeviceChoice device) {
    return new StackedModelFactory(optimizer, device);
  }

  /**
   * @throws EngineUnavailableException if the engine or the device cannot be used
   * @throws IllegalArgumentException if a quiet input is not an input
   */
  @Override
  public Model create(ModelShape shape, Set<Integer> quiet, long seed) {
    Shapes.check(shape, quiet);
    Layout layout = Layout.of(shape);
    float[] start = layout.draw(quiet, seed);
    NDManager manager = EngineStart.open(device);
    try {
      return new DeviceModel(
          shape, optimizer, manager, start, parameters -> new StackedNetwork(layout, parameters));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public int firstLayerUnits(ModelShape shape) {
    return shape.firstUnits();
  }
}
