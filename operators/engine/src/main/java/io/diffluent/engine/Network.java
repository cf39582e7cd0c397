package io.diffluent.engine;

import ai.djl.ndarray.NDArray;

/**
 * A differentiable map of all arms on the device, over parameters that lie in one flat array {@code
 * [arms, parameters]}. It reads parameters and never changes them.
 *
 * <p>Arrays that a call makes belong to the caller's {@code NDScope}.
 */
sealed interface Network permits StackedNetwork, BlockNetwork {

  /** Inputs {@code [arms][rows][inputs]} to outputs {@code [arms][rows][outputs]}. */
  float[] outputs(float[] inputs, int rows);

  /**
   * Forwards, judged, and backwards.
   *
   * @param byInputs whether {@link Pass#inputs()} is wanted
   */
  Pass pass(float[] inputs, int rows, boolean byInputs, Objective objective);

  /** One arm as a network of its own, over the same parameters. */
  Network arm(int arm);

  /**
   * The way there and back.
   *
   * @param verdict on the outputs
   * @param parameters loss gradient by parameters, {@code [arms, parameters]}; null if the verdict
   *     is not finite
   * @param inputs loss gradient by inputs, {@code [arms, rows, inputs]}; null unless wanted
   */
  record Pass(Objective.Verdict verdict, NDArray parameters, NDArray inputs) {}
}
