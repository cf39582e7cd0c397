package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.diffluent.core.model.OptimizerSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Moves parameters, and owns the moments; DJL's own optimizers hide theirs, so that they could not
 * be checkpointed.
 */
sealed interface Optimizer {

  /** Step number {@code t}, counted from 1, in place. */
  void step(NDArray parameters, NDArray gradient, long t);

  /** The state on the device, each laid out like the parameters. */
  List<NDArray> moments();

  /** The diagonal preconditioner, laid out like the parameters. */
  float[] preconditioner();

  static Optimizer of(OptimizerSpec spec, NDManager manager, Shape parameters) {
    if (spec instanceof OptimizerSpec.Adam adam) {
      return new Adam(adam, manager.zeros(parameters), manager.zeros(parameters));
    }
    return new Sgd(manager.full(new Shape(1), (float) spec.rate()), (int) parameters.size());
  }

  /** {@code p -= rate g}. */
  record Sgd(NDArray rate, int size) implements Optimizer {

    @Override
    public void step(NDArray parameters, NDArray gradient, long t) {
      parameters.subi(gradient.mul(rate));
    }

    @Override
    public List<NDArray> moments() {
      return List.of();
    }

    @Override
    public float[] preconditioner() {
      float[] ones = new float[size];
      Arrays.fill(ones, 1);
      return ones;
    }
  }

  /**
   * Adam in one native call. The engine computes {@code p -= a m / (sqrt(v) + e)}; bias correction
   * is moved into {@code a} and {@code e}, which leaves the formula exact.
   *
   * <p>Moments of parameters that get no gradient (a unit that is never on, a category that is
   * never seen) shrink until they are subnormal, stay there, and make every step several times
   * slower. Every {@link #SWEEP} steps what is too small to move anything becomes 0.
   */
  record Adam(OptimizerSpec.Adam spec, NDArray first, NDArray second) implements Optimizer {

    private static final double SMALL = 1e-8;
    private static final long SWEEP = 128;

    /** A first moment of this size moves nothing; from here it is 180 steps to a subnormal one. */
    private static final float NEGLIGIBLE = 1e-30f;

    @Override
    public void step(NDArray parameters, NDArray gradient, long t) {
      double correction1 = 1 - Math.pow(spec.beta1(), t);
      double correction2 = Math.sqrt(1 - Math.pow(spec.beta2(), t));
      parameters
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(parameters, gradient, first, second),
              new NDList(parameters),
              (float) spec.rate(),
              (float) (spec.rate() * correction2 / correction1),
              0, // no weight decay
              1, // gradients as they are
              -1, // no clipping: the engine's clips one side only
              (float) spec.beta1(),
              (float) spec.beta2(),
              (float) (spec.epsilon() * correction2),
              false,
              false);
      if (t % SWEEP == 0) {
        sweep(first);
        sweep(second);
      }
    }

    private static void sweep(NDArray moment) {
      moment.muli(moment.abs().gt(NEGLIGIBLE).toType(DataType.FLOAT32, false));
    }

    @Override
    public List<NDArray> moments() {
      return List.of(first, second);
    }

    @Override
    public float[] preconditioner() {
      float[] scale = Transfer.download(second);
      for (int i = 0; i < scale.length; i++) {
        scale[i] = (float) (1 / (Math.sqrt(scale[i]) + SMALL));
      }
      return scale;
    }
  }
}
