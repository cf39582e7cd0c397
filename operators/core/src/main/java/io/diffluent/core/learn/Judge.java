package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Outcome;
import java.util.List;

/** Holds the answers of every arm against the labels that are believed. */
final class Judge {

  private final Learner learner;

  Judge(Learner learner) {
    this.learner = learner;
  }

  /**
   * Counts the errors of every arm, and holds the mixture's against those without cleaning.
   *
   * @param raw the model's outputs for these examples
   */
  void count(List<Example> examples, float[] raw) {
    for (int i = 0; i < examples.size(); i++) {
      if (isBelieved(examples.get(i))) {
        double[] losses = new double[learner.arms.size()];
        for (int a = 0; a < losses.length; a++) {
          losses[a] = learner.errors[a].add(examples.get(i).label(), decode(raw, a, i, examples));
        }
        learner.compare(losses);
      }
    }
  }

  /** Says what every arm answered, where that is wanted. */
  void report(List<Example> examples, float[] raw, Learner.Output out) {
    for (int i = 0; i < examples.size() && learner.config.outcomes(); i++) {
      Example example = examples.get(i);
      if (isBelieved(example)) {
        float[][] decoded = new float[learner.arms.size()][];
        for (int a = 0; a < decoded.length; a++) {
          decoded[a] = decode(raw, a, i, examples);
        }
        out.outcome(new Outcome(example.cells().envelope().origin(), example.label(), decoded));
      }
    }
  }

  private float[] decode(float[] raw, int arm, int i, List<Example> examples) {
    int outputs = learner.config.schema().label().outputs();
    return learner.decoder.decode(raw, (arm * examples.size() + i) * outputs, examples.get(i));
  }

  /** A label that is not believed measures nothing. */
  private boolean isBelieved(Example example) {
    int trusted = learner.config.trusted();
    return trusted < 0 || example.cells().envelope().source() == trusted;
  }
}
