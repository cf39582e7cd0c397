package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.IntStream;

/** Blocks of any kind, one per arm, with the engine's automatic differentiation. */
final class BlockNetwork implements Network {

  private final List<BoundBlock> arms;
  private final Transfer transfer;
  private final ParameterStore store;

  private BlockNetwork(List<BoundBlock> arms, Transfer transfer, ParameterStore store) {
    this.arms = arms;
    this.transfer = transfer;
    this.store = store;
  }

  /** Binds every block to its row of the parameters {@code [arms, parameters]}. */
  static BlockNetwork over(List<BoundBlock> arms, NDArray parameters) {
    for (int arm = 0; arm < arms.size(); arm++) {
      arms.get(arm).bind(parameters.get(new NDIndex(arm + ", :")));
    }
    ParameterStore store = new ParameterStore(parameters.getManager(), false);
    return new BlockNetwork(arms, new Transfer(parameters.getManager()), store);
  }

  @Override
  public Network arm(int arm) {
    return new BlockNetwork(List.of(arms.get(arm)), transfer, store);
  }

  @Override
  public float[] outputs(float[] inputs, int rows) {
    return Transfer.download(stack(forward(split(inputs, rows), false)));
  }

  @Override
  public Pass pass(float[] inputs, int rows, boolean byInputs, Objective objective) {
    synchronized (EngineLock.BACKWARD) {
      try (GradientCollector collector = transfer.manager().getEngine().newGradientCollector()) {
        List<NDArray> signals = split(inputs, rows);
        signals.forEach(signal -> signal.setRequiresGradient(byInputs));
        List<NDArray> outputs = forward(signals, true);
        Objective.Verdict verdict = objective.judge(Transfer.download(stack(outputs)));
        if (!verdict.isFinite()) {
          return new Pass(verdict, null, null);
        }
        arms.forEach(BoundBlock::clearGradients);
        collector.backward(along(outputs, verdict.slopes()));
        List<NDArray> gradients = arms.stream().map(BoundBlock::gradient).toList();
        NDArray byInput =
            byInputs ? stack(signals.stream().map(NDArray::getGradient).toList()) : null;
        return new Pass(verdict, NDArrays.concat(new NDList(gradients), 0), byInput);
      }
    }
  }

  private List<NDArray> split(float[] inputs, int rows) {
    int size = inputs.length / arms.size();
    return IntStream.range(0, arms.size())
        .mapToObj(arm -> transfer.uploadPart(inputs, arm * size, size, rows, size / rows))
        .toList();
  }

  private List<NDArray> forward(List<NDArray> inputs, boolean training) {
    return IntStream.range(0, arms.size())
        .mapToObj(arm -> arms.get(arm).forward(store, inputs.get(arm), training))
        .toList();
  }

  /**
   * A number whose gradient by the outputs is the slopes: the collector starts from a number only.
   */
  private NDArray along(List<NDArray> outputs, float[] slopes) {
    int size = slopes.length / outputs.size();
    NDArray sum = null;
    for (int arm = 0; arm < outputs.size(); arm++) {
      NDArray output = outputs.get(arm);
      NDArray slope = transfer.uploadPart(slopes, arm * size, size, output.getShape().getShape());
      NDArray part = output.mul(slope).sum();
      sum = sum == null ? part : sum.add(part);
    }
    return sum;
  }

  private static NDArray stack(List<NDArray> arrays) {
    return NDArrays.stack(new NDList(arrays));
  }
}
