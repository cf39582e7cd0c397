package io.diffluent.engine;

import io.diffluent.core.record.Task;

/**
 * What outputs cost, and in which direction they should move, in plain Java.
 *
 * <p>The loss of an arm is {@code sum_i weight_i loss_i / rows}; an arm whose weights are all 0 has
 * loss 0 and no slope. Outputs must reach the host anyway, and are few; a loss made of native calls
 * costs more than it computes.
 *
 * @param task decides the loss of a row
 * @param labels {@code [rows]}
 * @param weights {@code [arms][rows]}
 */
record Objective(Task task, float[] labels, float[] weights) {

  /**
   * The answer to outputs.
   *
   * @param losses {@code [arms]}
   * @param outputs {@code [arms][rows][outputs]}
   * @param slopes derivative of each arm's loss by its outputs, laid out like them
   */
  record Verdict(float[] losses, float[] outputs, float[] slopes) {

    boolean isFinite() {
      return Objective.isFinite(losses) && Objective.isFinite(slopes);
    }
  }

  /** Whether all numbers are finite. */
  static boolean isFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  Verdict judge(float[] outputs) {
    int rows = labels.length;
    int arms = weights.length / rows;
    int width = outputs.length / weights.length;
    float[] losses = new float[arms];
    float[] slopes = new float[outputs.length];
    double[] slope = new double[width];
    for (int arm = 0; arm < arms; arm++) {
      double loss = 0;
      for (int row = 0; row < rows; row++) {
        int at = arm * rows + row;
        double share = weights[at] / (double) rows;
        loss += share * loss(outputs, at * width, labels[row], slope);
        for (int k = 0; k < width; k++) {
          slopes[at * width + k] = (float) (share * slope[k]);
        }
      }
      losses[arm] = (float) loss;
    }
    return new Verdict(losses, outputs, slopes);
  }

  /** Loss of one row; writes its derivative by each output. */
  private double loss(float[] outputs, int offset, float label, double[] slope) {
    return switch (task) {
      case REGRESSION -> squared(outputs[offset], label, slope);
      case BINARY -> logistic(outputs[offset], label, slope);
      case MULTICLASS -> crossEntropy(outputs, offset, label, slope);
    };
  }

  private static double squared(double output, double label, double[] slope) {
    double error = output - label;
    slope[0] = 2 * error;
    return error * error;
  }

  /** {@code log(1 + e^z) - y z}, written so that no {@code z} overflows. */
  private static double logistic(double logit, double label, double[] slope) {
    double small = Math.exp(-Math.abs(logit));
    double probability = (logit >= 0 ? 1 : small) / (1 + small);
    slope[0] = probability - label;
    return Math.max(logit, 0) - logit * label + Math.log1p(small);
  }

  /** {@code log(sum_k e^(z_k)) - z_y}, shifted by the largest logit. */
  private static double crossEntropy(float[] logits, int offset, float label, double[] slope) {
    if (!Float.isFinite(label)) {
      slope[0] = Double.NaN;
      return Double.NaN;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < slope.length; k++) {
      largest = Math.max(largest, logits[offset + k]);
    }
    double sum = 0;
    for (int k = 0; k < slope.length; k++) {
      slope[k] = Math.exp(logits[offset + k] - largest);
      sum += slope[k];
    }
    for (int k = 0; k < slope.length; k++) {
      slope[k] /= sum;
    }
    int target = (int) label;
    slope[target] -= 1;
    return Math.log(sum) + largest - logits[offset + target];
  }
}
