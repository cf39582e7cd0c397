package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import java.util.List;

/**
 * A differentiable map on batches with named parameters:
 *
 * <pre>
 * Step:  B x P -> B     with pullback  (P, B, dB') -> (dP, dB)
 * </pre>
 *
 * <p>Composition is the chain rule, and is itself a step ({@link Pipeline}). Steps compose in any
 * order.
 *
 * <p>Laws: pure in parameters and batch; the pullback is the transposed Jacobian (it agrees with
 * central differences to 1e-5 in double precision); work follows the number of suspect cells and
 * the width of the batch, never detectors x repairs x cells.
 */
public interface Step {

  /** Its name in pipeline files and snapshots. */
  String name();

  /** Its parameters; names are unique within a pipeline. */
  List<ParameterGroup> parameters();

  Forward forward(Parameters parameters, Batch in);

  /**
   * The batch after the step, and the way back.
   *
   * @param out what the next step sees
   * @param pullback from the gradient of {@code out} to the gradient of the step's input
   */
  record Forward(Batch out, Pullback pullback) {}

  /**
   * {@code dB' -> dB}, adding {@code dP} to the gradients it is given.
   *
   * <p>It uses {@code dB'} up: whoever asks gives its arrays away, and they may come back as {@code
   * dB}. A gradient is needed once, and a copy of it per step is a good part of what a step costs.
   */
  @FunctionalInterface
  interface Pullback {

    BatchGradient apply(BatchGradient out, Parameters gradients);
  }
}
