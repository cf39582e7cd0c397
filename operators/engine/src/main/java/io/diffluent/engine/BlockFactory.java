package io.diffluent.engine;

import ai.djl.nn.Block;
import io.diffluent.core.model.ModelShape;
import java.io.Serializable;

/**
 * A model architecture of your own.
 *
 * <pre>{@code
 * BlockFactory wide = shape -> new SequentialBlock()
 *     .add(Linear.builder().setUnits(256).build())
 *     .add(Activation::relu)
 *     .add(Linear.builder().setUnits(shape.outputs()).build());
 * }</pre>
 *
 * <p>A block maps {@code [rows, inputs]} to {@code [rows, outputs]}. It must give equal outputs for
 * equal inputs and parameters, so no dropout; it must keep no array from one call to the next; and
 * all its parameters must be trained, so no running statistics: a refused step could not undo them.
 */
@FunctionalInterface
public interface BlockFactory extends Serializable {

  /** A new block, not initialised; called once for every arm. */
  Block create(ModelShape shape);
}
