package io.diffluent.core.model;

import io.diffluent.core.state.SeededRandom;
import java.util.Arrays;
import java.util.Set;

/** The reference {@link Model}: plain Java, any number of arms, all tasks, no native code. */
public final class JavaModel implements Model {

  private final ModelShape shape;
  private final OptimizerSpec optimizer;
  private final JavaNetwork network;
  private final int size;
  private final float[] parameters;
  private final float[][] moments;
  private long steps;

  JavaModel(ModelShape shape, OptimizerSpec optimizer, Set<Integer> quiet, long seed) {
    this.shape = shape;
    this.optimizer = optimizer;
    this.network = new JavaNetwork(shape);
    this.size = network.size();
    this.parameters = new float[shape.arms() * size];
    this.moments = new float[optimizer instanceof OptimizerSpec.Adam ? 2 : 0][parameters.length];
    float[] start = start(quiet, new SeededRandom(seed));
    for (int arm = 0; arm < shape.arms(); arm++) {
      System.arraycopy(start, 0, parameters, arm * size, size);
    }
  }

  private float[] start(Set<Integer> quiet, SeededRandom random) {
    int[] widths = network.widths();
    float[] start = new float[size];
    int p = 0;
    for (int l = 1; l < widths.length; l++) {
      double bound = Math.sqrt((l == widths.length - 1 ? 1.0 : 6.0) / widths[l - 1]);
      for (int i = 0; i < widths[l - 1]; i++) {
        for (int o = 0; o < widths[l]; o++) {
          double weight = (2 * random.nextDouble() - 1) * bound;
          start[p++] = l == 1 && quiet.contains(i) ? 0 : (float) weight;
        }
      }
      p += widths[l];
    }
    return start;
  }

  @Override
  public ModelShape shape() {
    return shape;
  }

  @Override
  public float[] predict(float[] inputs, int rows) {
    float[] outputs = new float[shape.arms() * rows * shape.outputs()];
    for (int i = 0; i < shape.arms() * rows; i++) {
      int from = i / rows * size;
      double[][] signals = network.forward(parameters, from, inputs, i * shape.inputs());
      put(signals[signals.length - 1], outputs, i * shape.outputs());
    }
    return outputs;
  }

  @Override
  public Step train(
      float[] inputs, float[] labels, float[] weights, int rows, boolean inputGradient) {
    int arms = shape.arms();
    float[] losses = new float[arms];
    float[] outputs = new float[arms * rows * shape.outputs()];
    float[] inputSlopes = new float[arms * rows * shape.inputs()];
    double[][] gradients = new double[arms][size];
    for (int arm = 0; arm < arms; arm++) {
      Pass pass = new Pass(arm, inputs, arm * rows * shape.inputs(), labels, rows, gradients[arm]);
      losses[arm] = (float) pass.run(weights, arm * rows, outputs, inputSlopes);
    }
    boolean applied = isFinite(losses, gradients);
    if (applied) {
      Snapshot before = snapshot();
      steps++;
      for (int arm = 0; arm < arms; arm++) {
        if (!rests(weights, arm * rows, rows)) {
          update(arm * size, gradients[arm]);
        }
      }
      applied = isFinite(parameters, new double[0][]);
      for (float[] moment : moments) {
        applied &= isFinite(moment, new double[0][]);
      }
      if (!applied) {
        restore(before);
      }
    }
    return new Step(applied, losses, outputs, inputGradient ? inputSlopes : null);
  }

  private static boolean rests(float[] weights, int from, int rows) {
    for (int i = from; i < from + rows; i++) {
      if (weights[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Gradient gradient(
      int arm, float[] inputs, float[] labels, int rows, boolean inputGradient) {
    double[] gradient = new double[size];
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    int at = arm * rows;
    float[] slopes = new float[(at + rows) * shape.inputs()];
    new Pass(arm, inputs, 0, labels, rows, gradient)
        .run(ones, 0, new float[(at + rows) * shape.outputs()], slopes);
    float[] result = new float[size];
    put(gradient, result, 0);
    float[] own = Arrays.copyOfRange(slopes, at * shape.inputs(), slopes.length);
    return new Gradient(result, inputGradient ? own : null);
  }

  /** One arm's way forward and back over a mini-batch. */
  private final class Pass {
    final int arm;
    final float[] inputs;
    final int from;
    final float[] labels;
    final int rows;
    final double[] gradient;

    Pass(int arm, float[] inputs, int from, float[] labels, int rows, double[] gradient) {
      this.arm = arm;
      this.inputs = inputs;
      this.from = from;
      this.labels = labels;
      this.rows = rows;
      this.gradient = gradient;
    }

    double run(float[] weights, int weightsAt, float[] outputs, float[] inputSlopes) {
      double loss = 0;
      double[] slopes = new double[shape.outputs()];
      for (int i = 0; i < rows; i++) {
        int row = arm * rows + i;
        double share = weights[weightsAt + i] / (double) rows;
        double[][] signals =
            network.forward(parameters, arm * size, inputs, from + i * shape.inputs());
        double[] out = signals[signals.length - 1];
        put(out, outputs, row * shape.outputs());
        loss += share * network.loss(out, labels[i], slopes);
        for (int o = 0; o < slopes.length; o++) {
          slopes[o] *= share;
        }
        double[] below = network.backward(parameters, arm * size, signals, slopes, gradient);
        put(below, inputSlopes, row * shape.inputs());
      }
      return loss;
    }
  }

  private void update(int from, double[] gradient) {
    if (optimizer instanceof OptimizerSpec.Adam adam) {
      double correct1 = 1 - Math.pow(adam.beta1(), steps);
      double correct2 = 1 - Math.pow(adam.beta2(), steps);
      for (int i = 0; i < size; i++) {
        int p = from + i;
        double m = adam.beta1() * moments[0][p] + (1 - adam.beta1()) * gradient[i];
        double v = adam.beta2() * moments[1][p] + (1 - adam.beta2()) * gradient[i] * gradient[i];
        moments[0][p] = (float) m;
        moments[1][p] = (float) v;
        parameters[p] -=
            (float) (adam.rate() * (m / correct1) / (Math.sqrt(v / correct2) + adam.epsilon()));
      }
    } else {
      for (int i = 0; i < size; i++) {
        parameters[from + i] -= (float) (optimizer.rate() * gradient[i]);
      }
    }
  }

  @Override
  public float[] preconditioner(int arm) {
    float[] preconditioner = new float[size];
    Arrays.fill(preconditioner, 1);
    if (optimizer instanceof OptimizerSpec.Adam adam && steps > 0) {
      double correct = 1 - Math.pow(adam.beta2(), steps);
      for (int i = 0; i < size; i++) {
        double v = moments[1][arm * size + i] / correct;
        preconditioner[i] = (float) (1 / (Math.sqrt(v) + 1e-8));
      }
    }
    return preconditioner;
  }

  @Override
  public Snapshot snapshot() {
    float[][] copies = Arrays.stream(moments).map(float[]::clone).toArray(float[][]::new);
    return new Snapshot(parameters.clone(), copies, steps);
  }

  @Override
  public void restore(Snapshot snapshot) {
    if (snapshot.parameters().length != parameters.length
        || snapshot.moments().length != moments.length
        || Arrays.stream(snapshot.moments()).anyMatch(m -> m.length != parameters.length)) {
      throw new IllegalArgumentException(
          snapshot.parameters().length
              + " parameters and "
              + snapshot.moments().length
              + " moments do not fit "
              + parameters.length
              + " and "
              + moments.length);
    }
    System.arraycopy(snapshot.parameters(), 0, parameters, 0, parameters.length);
    for (int m = 0; m < moments.length; m++) {
      System.arraycopy(snapshot.moments()[m], 0, moments[m], 0, parameters.length);
    }
    steps = snapshot.steps();
  }

  @Override
  public void close() {
    // Nothing native to free.
  }

  private static void put(double[] values, float[] target, int at) {
    for (int i = 0; i < values.length; i++) {
      target[at + i] = (float) values[i];
    }
  }

  private static boolean isFinite(float[] losses, double[][] gradients) {
    for (float loss : losses) {
      if (!Float.isFinite(loss)) {
        return false;
      }
    }
    return Arrays.stream(gradients).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
