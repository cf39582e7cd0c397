package io.diffluent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.diffluent.core.model.Model;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.model.OptimizerSpec;
import io.diffluent.core.record.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A network, its optimizer and their laws.
 *
 * <p>Parameters and moments are flat arrays {@code [arms, parameters]} on the device; they change
 * in place, so the network's views of them stay true.
 */
final class DeviceModel implements Model {

  private final ModelShape shape;
  private final NDManager manager;
  private final Transfer transfer;
  private final NDArray parameters;
  private final Optimizer optimizer;
  private final Network network;
  private final int perArm;
  private long steps;

  /**
   * @param start parameters of one arm; every arm starts from them
   * @param network makes the network over the parameters on the device
   */
  DeviceModel(
      ModelShape shape,
      OptimizerSpec spec,
      NDManager manager,
      float[] start,
      Function<NDArray, Network> network) {
    this.shape = shape;
    this.manager = manager;
    this.transfer = new Transfer(manager);
    this.perArm = start.length;
    float[] all = new float[shape.arms() * perArm];
    for (int arm = 0; arm < shape.arms(); arm++) {
      System.arraycopy(start, 0, all, arm * perArm, perArm);
    }
    this.parameters = transfer.upload(all, shape.arms(), perArm);
    this.optimizer = Optimizer.of(spec, manager, parameters.getShape());
    this.network = network.apply(parameters);
  }

  @Override
  public ModelShape shape() {
    return shape;
  }

  @Override
  public float[] predict(float[] inputs, int rows) {
    checkRows(rows);
    checkSize("inputs", inputs, shape.arms() * rows * shape.inputs());
    return Scratch.run(() -> network.outputs(inputs, rows));
  }

  @Override
  public float[] predict(int arm, float[] inputs, int rows) {
    checkRows(rows);
    checkSize("inputs", inputs, rows * shape.inputs());
    Network alone = network.arm(Objects.checkIndex(arm, shape.arms()));
    return Scratch.run(() -> alone.outputs(inputs, rows));
  }

  @Override
  public Step train(
      float[] inputs, float[] labels, float[] weights, int rows, boolean inputGradient) {
    checkRows(rows);
    checkSize("inputs", inputs, shape.arms() * rows * shape.inputs());
    checkSize("weights", weights, shape.arms() * rows);
    checkLabels(labels, rows);
    checkWeights(weights);
    Objective objective = new Objective(shape.task(), labels, weights);
    return Scratch.run(
        () ->
            step(
                network.pass(inputs, rows, inputGradient, objective),
                inputs,
                resting(weights, rows),
                inputGradient));
  }

  /** The arms whose weights are all 0. */
  private List<Integer> resting(float[] weights, int rows) {
    List<Integer> resting = new ArrayList<>();
    for (int arm = 0; arm < shape.arms(); arm++) {
      int row = arm * rows;
      while (row < (arm + 1) * rows && weights[row] == 0) {
        row++;
      }
      if (row == (arm + 1) * rows) {
        resting.add(arm);
      }
    }
    return resting;
  }

  private Step step(
      Network.Pass pass, float[] inputs, List<Integer> resting, boolean inputGradient) {
    Objective.Verdict verdict = pass.verdict();
    boolean applied = verdict.isFinite() && isFinite(pass.parameters());
    float[] byInputs = null;
    if (inputGradient) {
      byInputs = applied ? Transfer.download(pass.inputs()) : new float[inputs.length];
      if (!Objective.isFinite(byInputs)) {
        applied = false;
        Arrays.fill(byInputs, 0);
      }
    }
    if (applied) {
      steps++;
      List<Runnable> undo = resting.stream().map(this::remember).toList();
      optimizer.step(parameters, pass.parameters(), steps);
      undo.forEach(Runnable::run);
    }
    return new Step(applied, verdict.losses(), verdict.outputs(), byInputs);
  }

  /** Keeps an arm's numbers as they are: without a gradient, moments would still move them. */
  private Runnable remember(int arm) {
    NDIndex row = new NDIndex(arm + ":" + (arm + 1) + ", :");
    List<NDArray> numbers = new ArrayList<>(optimizer.moments());
    numbers.add(parameters);
    List<NDArray> kept = numbers.stream().map(all -> all.get(row).duplicate()).toList();
    return () -> {
      for (int i = 0; i < kept.size(); i++) {
        numbers.get(i).set(row, kept.get(i));
      }
    };
  }

  /**
   * One number leaves the device: a sum of squares that are not all finite is not finite. Squares,
   * because the optimizer remembers them: a gradient of 1e20 is finite, its second moment is not.
   */
  private static boolean isFinite(NDArray gradient) {
    return Float.isFinite(gradient.square().sum().getFloat());
  }

  @Override
  public Gradient gradient(
      int arm, float[] inputs, float[] labels, int rows, boolean inputGradient) {
    checkRows(rows);
    checkSize("inputs", inputs, rows * shape.inputs());
    checkLabels(labels, rows);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    Objective objective = new Objective(shape.task(), labels, weights);
    Network alone = network.arm(Objects.checkIndex(arm, shape.arms()));
    return Scratch.run(
        () -> {
          Network.Pass pass = alone.pass(inputs, rows, inputGradient, objective);
          boolean known = pass.verdict().isFinite();
          return new Gradient(
              known ? Transfer.download(pass.parameters()) : unknown(perArm),
              !inputGradient
                  ? null
                  : known ? Transfer.download(pass.inputs()) : unknown(inputs.length));
        });
  }

  private static float[] unknown(int size) {
    float[] unknown = new float[size];
    Arrays.fill(unknown, Float.NaN);
    return unknown;
  }

  @Override
  public float[] preconditioner(int arm) {
    Objects.checkIndex(arm, shape.arms());
    float[] all = Scratch.run(optimizer::preconditioner);
    return Arrays.copyOfRange(all, arm * perArm, (arm + 1) * perArm);
  }

  @Override
  public Snapshot snapshot() {
    return Scratch.run(
        () ->
            new Snapshot(
                Transfer.download(parameters),
                optimizer.moments().stream().map(Transfer::download).toArray(float[][]::new),
                steps));
  }

  @Override
  public void restore(Snapshot snapshot) {
    List<NDArray> moments = optimizer.moments();
    int size = shape.arms() * perArm;
    checkSize("snapshot's parameters", snapshot.parameters(), size);
    if (snapshot.moments().length != moments.size()) {
      throw new IllegalArgumentException(
          "snapshot's moments: " + snapshot.moments().length + "; needed " + moments.size());
    }
    for (float[] moment : snapshot.moments()) {
      checkSize("snapshot's moment", moment, size);
    }
    if (snapshot.steps() < 0) {
      throw new IllegalArgumentException("snapshot's steps: " + snapshot.steps());
    }
    Scratch.run(
        () -> {
          transfer.overwrite(parameters, snapshot.parameters());
          for (int i = 0; i < moments.size(); i++) {
            transfer.overwrite(moments.get(i), snapshot.moments()[i]);
          }
          return steps = snapshot.steps();
        });
  }

  @Override
  public void close() {
    manager.close();
  }

  private static void checkRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: " + rows + "; needed at least 1");
    }
  }

  private static void checkSize(String what, float[] values, int needed) {
    if (values.length != needed) {
      throw new IllegalArgumentException(
          what + ": " + values.length + " numbers; needed " + needed);
    }
  }

  private static void checkWeights(float[] weights) {
    for (float weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight is negative: " + weight);
      }
    }
  }

  private void checkLabels(float[] labels, int rows) {
    checkSize("labels", labels, rows);
    if (shape.task() != Task.MULTICLASS) {
      return;
    }
    for (float label : labels) {
      boolean isClass = label == Math.rint(label) && label >= 0 && label < shape.outputs();
      if (Float.isFinite(label) && !isClass) {
        throw new IllegalArgumentException(
            "label " + label + "; classes are 0 to " + (shape.outputs() - 1));
      }
    }
  }
}
