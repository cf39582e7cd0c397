package io.diffluent.core.model;

import io.diffluent.core.record.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron (ReLU; linear without hidden layers) and its gradients in plain Java
 * doubles, one row at a time.
 *
 * <p>Parameters of each layer: weights {@code [in][out]}, then biases {@code [out]}.
 */
record JavaNetwork(ModelShape shape) {

  /** Units of every layer, the inputs first. */
  int[] widths() {
    List<Integer> widths = new ArrayList<>();
    widths.add(shape.inputs());
    widths.addAll(shape.hidden());
    widths.add(shape.outputs());
    return widths.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    int[] widths = widths();
    int size = 0;
    for (int l = 1; l < widths.length; l++) {
      size += (widths[l - 1] + 1) * widths[l];
    }
    return size;
  }

  /** What enters each layer, and at the end what leaves the last. */
  double[][] forward(float[] parameters, int from, float[] inputs, int at) {
    int[] widths = widths();
    double[][] signals = new double[widths.length][];
    signals[0] = new double[widths[0]];
    for (int i = 0; i < widths[0]; i++) {
      signals[0][i] = inputs[at + i];
    }
    int p = from;
    for (int l = 1; l < widths.length; l++) {
      signals[l] = new double[widths[l]];
      boolean last = l == widths.length - 1;
      int biases = p + widths[l - 1] * widths[l];
      for (int o = 0; o < widths[l]; o++) {
        double sum = parameters[biases + o];
        for (int i = 0; i < widths[l - 1]; i++) {
          sum += signals[l - 1][i] * parameters[p + i * widths[l] + o];
        }
        signals[l][o] = last ? sum : Math.max(0, sum);
      }
      p = biases + widths[l];
    }
    return signals;
  }

  /** The loss of one row; fills {@code slopes} with dLoss/dOutput. */
  double loss(double[] out, float label, double[] slopes) {
    if (shape.task() == Task.REGRESSION) {
      slopes[0] = 2 * (out[0] - label);
      return (out[0] - label) * (out[0] - label);
    }
    if (shape.task() == Task.BINARY) {
      double signed = label > 0.5 ? out[0] : -out[0];
      slopes[0] = 1 / (1 + Math.exp(-out[0])) - label;
      return Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed)));
    }
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : out) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (double logit : out) {
      sum += Math.exp(logit - max);
    }
    for (int c = 0; c < out.length; c++) {
      slopes[c] = Math.exp(out[c] - max) / sum - (c == (int) label ? 1 : 0);
    }
    return max + Math.log(sum) - out[(int) label];
  }

  /** Adds the gradients of one row, given dLoss/dOutput; returns dLoss/dInput. */
  double[] backward(
      float[] parameters, int from, double[][] signals, double[] slopes, double[] gradient) {
    int[] widths = widths();
    double[] slope = slopes;
    int end = size();
    for (int l = widths.length - 1; l > 0; l--) {
      int biases = end - widths[l];
      int weights = biases - widths[l - 1] * widths[l];
      double[] below = new double[widths[l - 1]];
      for (int o = 0; o < widths[l]; o++) {
        gradient[biases + o] += slope[o];
        for (int i = 0; i < widths[l - 1]; i++) {
          gradient[weights + i * widths[l] + o] += slope[o] * signals[l - 1][i];
          below[i] += slope[o] * parameters[from + weights + i * widths[l] + o];
        }
      }
      for (int i = 0; l > 1 && i < below.length; i++) {
        below[i] = signals[l - 1][i] > 0 ? below[i] : 0;
      }
      slope = below;
      end = weights;
    }
    return slope;
  }
}
