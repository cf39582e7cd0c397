package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** From a model's raw outputs to numbers and probabilities. */
record Decoder(Label label) {

  /**
   * One arm's raw outputs of one record, decoded in the label units the record was scored with.
   *
   * @param outputs {@code [..][outputs]}; read from {@code from} on
   * @return see {@link io.diffluent.core.evaluate.Outcome#outputs()}; always finite: outputs that
   *     are not say nothing, and the answer is that of outputs of 0
   */
  float[] decode(float[] outputs, int from, Example example) {
    float[] raw = Arrays.copyOfRange(outputs, from, from + label.outputs());
    float[] decoded = decoded(raw, example);
    for (float value : decoded) {
      if (!Float.isFinite(value)) {
        return decoded(new float[raw.length], example);
      }
    }
    return decoded;
  }

  private float[] decoded(float[] raw, Example example) {
    return switch (label.task()) {
      case REGRESSION -> new float[] {(float) example.units().answer(raw[0])};
      case BINARY -> new float[] {(float) (1 / (1 + Math.exp(-raw[0])))};
      case MULTICLASS -> softmax(raw);
    };
  }

  private float[] softmax(float[] raw) {
    int n = label.classes();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < n; c++) {
      max = Math.max(max, raw[c]);
    }
    double sum = 0;
    for (int c = 0; c < n; c++) {
      sum += Math.exp(raw[c] - max);
    }
    float[] probabilities = new float[n];
    for (int c = 0; c < n; c++) {
      probabilities[c] = (float) (Math.exp(raw[c] - max) / sum);
    }
    return probabilities;
  }

  /** Probability of every class that has appeared, most probable first; they sum to 1. */
  List<Named> classes(float[] decoded, List<String> names) {
    List<Named> classes = new ArrayList<>();
    if (!label.task().isClassification()) {
      return classes;
    }
    double sum = 0;
    for (int c = 0; c < names.size(); c++) {
      sum += probability(decoded, c);
    }
    for (int c = 0; c < names.size(); c++) {
      double share = sum > 0 ? probability(decoded, c) / sum : 1.0 / names.size();
      classes.add(new Named(names.get(c), share));
    }
    classes.sort(Comparator.comparingDouble(Named::value).reversed());
    return classes;
  }

  private double probability(float[] decoded, int c) {
    if (label.task() == Task.BINARY) {
      return c == 1 ? decoded[0] : 1 - decoded[0];
    }
    return decoded[c];
  }
}
