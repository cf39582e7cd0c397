package io.diffluent.core.model;

/**
 * The predictive model behind every arm: {@code B x T -> loss}, with pullback {@code -> (dT, dB)}.
 *
 * <p>One {@code Model} holds {@link ModelShape#arms()} models of one shape, trained side by side on
 * the same rows (each arm sees its own view of them), so that several arms cost one set of native
 * calls. Arms never influence each other.
 *
 * <p><b>Life cycle.</b> A factory makes it with seeded parameters; {@link #train} advances
 * parameters and optimizer moments, which stay on the device; {@link #snapshot} and {@link
 * #restore} move them to and from the host; {@link #close} frees native memory.
 *
 * <p><b>Layout.</b> All arrays are flat and row-major: inputs {@code [arms][rows][inputs]}, outputs
 * {@code [arms][rows][outputs]}, parameters {@code [arms][parameters]}. Labels are shared by all
 * arms: standard units for regression, 0 or 1 for binary, the class index for multiclass.
 *
 * <p><b>Loss</b> of one arm: {@code sum_i weight_i loss_i / rows}: a batch of light rows is a light
 * batch. {@code loss_i} is {@code (output - label)^2} for regression, the logistic loss of one
 * logit for binary, cross entropy for multiclass.
 *
 * <p><b>Laws.</b> The same shape, seed and calls give the same bits. {@code restore(snapshot())} is
 * the identity, bit for bit. A step whose loss or gradient is not finite changes nothing.
 *
 * <p>Not thread-safe; different instances may be used by different threads.
 */
public interface Model extends AutoCloseable {

  ModelShape shape();

  /**
   * Raw outputs (standard units or logits) with the current parameters.
   *
   * @param inputs {@code [arms][rows][inputs]}
   * @return {@code [arms][rows][outputs]}
   */
  float[] predict(float[] inputs, int rows);

  /**
   * Raw outputs of one arm, for its own inputs.
   *
   * @param inputs {@code [rows][inputs]} of that arm
   * @return {@code [rows][outputs]}
   */
  default float[] predict(int arm, float[] inputs, int rows) {
    int arms = shape().arms();
    float[] all = new float[arms * inputs.length];
    System.arraycopy(inputs, 0, all, arm * inputs.length, inputs.length);
    float[] outputs = predict(all, rows);
    int size = outputs.length / arms;
    return java.util.Arrays.copyOfRange(outputs, arm * size, (arm + 1) * size);
  }

  /**
   * One optimizer step on one mini-batch.
   *
   * @param inputs {@code [arms][rows][inputs]}
   * @param labels {@code [rows]}
   * @param weights {@code [arms][rows]}, not negative; an arm whose weights are all 0 rests: it
   *     keeps its parameters and moments
   * @param inputGradient whether {@link Step#inputGradient()} is wanted
   */
  Step train(float[] inputs, float[] labels, float[] weights, int rows, boolean inputGradient);

  /**
   * Gradient of one arm's loss, without changing anything; used by rules that judge before they
   * step. NaN throughout if the loss is not finite.
   *
   * @param inputs {@code [rows][inputs]} of that arm
   * @param labels {@code [rows]}
   * @param inputGradient whether {@link Gradient#inputs()} is wanted
   */
  Gradient gradient(int arm, float[] inputs, float[] labels, int rows, boolean inputGradient);

  /**
   * The optimizer's diagonal preconditioner of one arm, {@code [parameters]}: Adam's {@code 1 /
   * (sqrt(v) + 1e-8)}; all ones for SGD.
   */
  float[] preconditioner(int arm);

  /** Parameters and optimizer moments, copied to the host. */
  Snapshot snapshot();

  /**
   * Replaces parameters and moments.
   *
   * @throws IllegalArgumentException if the snapshot's sizes do not fit the shape; the message
   *     names both
   */
  void restore(Snapshot snapshot);

  @Override
  void close();

  /**
   * What one training step did.
   *
   * @param applied false if a loss or gradient was not finite, in which case nothing was changed
   * @param losses {@code [arms]}, before the step
   * @param outputs {@code [arms][rows][outputs]}, before the step
   * @param inputGradient {@code dLoss/dInputs} of every arm, {@code [arms][rows][inputs]}; null
   *     unless asked for
   */
  record Step(boolean applied, float[] losses, float[] outputs, float[] inputGradient) {}

  /**
   * Derivatives of one arm's loss.
   *
   * @param parameters {@code [parameters]}
   * @param inputs {@code [rows][inputs]}; null unless asked for
   */
  record Gradient(float[] parameters, float[] inputs) {}

  /**
   * Numbers only: a snapshot is data, never code.
   *
   * @param parameters {@code [arms][parameters]}
   * @param moments optimizer moments, each {@code [arms][parameters]}: two for Adam, none for SGD
   * @param steps optimizer steps taken
   */
  record Snapshot(float[] parameters, float[][] moments, long steps) {}
}
