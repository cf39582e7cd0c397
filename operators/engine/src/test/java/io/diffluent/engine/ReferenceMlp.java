package io.diffluent.engine;

import io.diffluent.core.model.ModelShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One arm in plain Java doubles, written for reading; the engine is held against it. */
record ReferenceMlp(ModelShape shape) {

  /** Mean of the weighted losses; parameters lie as in the built-in model. */
  double loss(double[] parameters, double[] inputs, float[] labels, float[] weights) {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      double[] x = new double[shape.inputs()];
      System.arraycopy(inputs, row * x.length, x, 0, x.length);
      sum += weights[row] * loss(outputs(parameters, x), labels[row]);
    }
    return sum / labels.length;
  }

  private double loss(double[] z, float label) {
    return switch (shape.task()) {
      case REGRESSION -> (z[0] - label) * (z[0] - label);
      case BINARY -> -Math.log(1 / (1 + Math.exp(label == 1 ? -z[0] : z[0])));
      case MULTICLASS -> {
        double sum = 0;
        for (double logit : z) {
          sum += Math.exp(logit);
        }
        yield -Math.log(Math.exp(z[(int) label]) / sum);
      }
    };
  }

  double[] outputs(double[] parameters, double[] x) {
    List<double[]> sums = sums(parameters, x);
    return sums.get(sums.size() - 1);
  }

  /** What each layer adds up, before its units fire. */
  private List<double[]> sums(double[] parameters, double[] x) {
    List<double[]> sums = new ArrayList<>();
    int at = 0;
    double[] signal = x;
    List<Integer> widths = new ArrayList<>(shape.hidden());
    widths.add(shape.outputs());
    for (int width : widths) {
      double[] sum = new double[width];
      for (int j = 0; j < width; j++) {
        sum[j] = parameters[at + signal.length * width + j];
        for (int i = 0; i < signal.length; i++) {
          sum[j] += signal[i] * parameters[at + i * width + j];
        }
      }
      at += (signal.length + 1) * width;
      sums.add(sum);
      signal = sum.clone();
      for (int j = 0; j < width; j++) {
        signal[j] = Math.max(0, signal[j]);
      }
    }
    return sums;
  }

  /** How far the hidden units stay from the kink of the ReLU. */
  double distanceFromKink(double[] parameters, double[] inputs) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int at = 0; at < inputs.length; at += shape.inputs()) {
      double[] x = new double[shape.inputs()];
      System.arraycopy(inputs, at, x, 0, x.length);
      List<double[]> sums = sums(parameters, x);
      for (double[] layer : sums.subList(0, sums.size() - 1)) {
        for (double sum : layer) {
          nearest = Math.min(nearest, Math.abs(sum));
        }
      }
    }
    return nearest;
  }

  /** Central differences. */
  static double[] slope(ToDoubleFunction<double[]> f, double[] at) {
    double step = 1e-5;
    double[] slope = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      slope[i] = (f.applyAsDouble(up) - f.applyAsDouble(down)) / (2 * step);
    }
    return slope;
  }

  static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      doubles[i] = numbers[i];
    }
    return doubles;
  }
}
