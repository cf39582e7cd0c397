package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Multilayer perceptrons (ReLU; linear without hidden layers), all arms in one batched product per
 * layer.
 *
 * <p>The way back is written out: with so few rows a step costs what its native calls cost, and
 * this way needs the fewest, records no graph and waits for no lock.
 */
final class StackedNetwork implements Network {

  private static final int[] ROWS = {1};

  private final Layout layout;
  private final NDArray parameters;
  private final Transfer transfer;
  private final long arms;
  private final List<Layer> layers = new ArrayList<>();
  private final StackedNetwork[] alone;

  /** Views of the parameters: {@code [arms, in, out]}, its transpose, {@code [arms, 1, out]}. */
  private record Layer(NDArray weight, NDArray transposed, NDArray bias) {}

  StackedNetwork(Layout layout, NDArray parameters) {
    this.layout = layout;
    this.parameters = parameters;
    this.transfer = new Transfer(parameters.getManager());
    this.arms = parameters.getShape().get(0);
    this.alone = new StackedNetwork[(int) arms];
    for (Layout.Dense dense : layout.layers()) {
      NDArray weight = view(dense.weight(), dense.bias(), dense.in(), dense.out());
      NDArray bias = view(dense.bias(), dense.end(), 1, dense.out());
      layers.add(new Layer(weight, weight.swapAxes(1, 2), bias));
    }
  }

  private NDArray view(int from, int to, int in, int out) {
    return parameters.get(new NDIndex(":, " + from + ":" + to)).reshape(arms, in, out);
  }

  @Override
  public Network arm(int arm) {
    if (arms == 1) {
      return this;
    }
    if (alone[arm] == null) {
      alone[arm] =
          new StackedNetwork(layout, parameters.get(new NDIndex(arm + ":" + (arm + 1) + ", :")));
    }
    return alone[arm];
  }

  @Override
  public float[] outputs(float[] inputs, int rows) {
    List<NDArray> signals = forward(inputs, rows);
    return Transfer.download(signals.get(layers.size()));
  }

  /** What enters each layer, and at the end what leaves the last. */
  private List<NDArray> forward(float[] inputs, int rows) {
    List<NDArray> signals = new ArrayList<>(layers.size() + 1);
    NDArray signal = transfer.upload(inputs, arms, rows, inputs.length / (arms * rows));
    for (Layer layer : layers) {
      if (!signals.isEmpty()) {
        signal = signal.getNDArrayInternal().relu();
      }
      signals.add(signal);
      signal = signal.batchMatMul(layer.weight()).addi(layer.bias());
    }
    signals.add(signal);
    return signals;
  }

  @Override
  public Pass pass(float[] inputs, int rows, boolean byInputs, Objective objective) {
    List<NDArray> signals = forward(inputs, rows);
    NDArray outputs = signals.get(layers.size());
    Objective.Verdict verdict = objective.judge(Transfer.download(outputs));
    if (!verdict.isFinite()) {
      return new Pass(verdict, null, null);
    }
    NDArray slope = transfer.upload(verdict.slopes(), outputs.getShape().getShape());
    NDArray[] gradients = new NDArray[2 * layers.size()];
    for (int i = layers.size() - 1; i >= 0; i--) {
      NDArray signal = signals.get(i);
      NDArray weight = signal.swapAxes(1, 2).batchMatMul(slope);
      gradients[2 * i] = weight.reshape(arms, layout.layers().get(i).weights());
      gradients[2 * i + 1] = slope.sum(ROWS);
      if (i > 0) {
        // A unit is on where its output is positive: the sign of a ReLU is its derivative.
        slope = slope.batchMatMul(layers.get(i).transposed()).muli(signal.sign());
      } else if (byInputs) {
        slope = slope.batchMatMul(layers.get(i).transposed());
      }
    }
    NDArray all = NDArrays.concat(new NDList(gradients), 1);
    return new Pass(verdict, all, byInputs ? slope : null);
  }
}
