package io.diffluent.engine;

import ai.djl.ndarray.NDManager;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes models of any architecture; arms are trained one by one with automatic differentiation,
 * which models in one process do in turns.
 *
 * <p>Parameters of an arm are laid out in the order of {@code Block.getParameters()}. Weights start
 * uniform in {@code +-1/sqrt(fan in)}, scales at 1, all else at 0. Quiet inputs need a first weight
 * whose last axis is the inputs, as that of a {@code Linear} is.
 */
public record BlockModelFactory(BlockFactory blocks, OptimizerSpec optimizer, DeviceChoice device)
    implements DeviceModelFactory {

  @Override
  public BlockModelFactory on(DeviceChoice device) {
    return new BlockModelFactory(blocks, optimizer, device);
  }

  /**
   * @throws EngineUnavailableException if the engine or the device cannot be used
   * @throws IllegalArgumentException if the block does not fit the shape, or a quiet input is not
   *     an input
   */
  @Override
  public Model create(ModelShape shape, Set<Integer> quiet, long seed) {
    Shapes.check(shape, quiet);
    NDManager manager = EngineStart.open(device);
    try {
      List<BoundBlock> arms =
          IntStream.range(0, shape.arms())
              .mapToObj(arm -> BoundBlock.of(blocks.create(shape), shape, manager))
              .toList();
      float[] start = arms.get(0).draw(quiet, seed);
      return new DeviceModel(shape, optimizer, manager, start, all -> BlockNetwork.over(arms, all));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }
}
