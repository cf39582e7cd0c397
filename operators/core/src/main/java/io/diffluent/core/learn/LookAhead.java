package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.Augment;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.SourceWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns what no batch can say about itself: how much to trust a source of rows, and how much to
 * perturb rows that are trained on. Both ask what a step on such rows would do to the loss of rows
 * that were not in it; see {@link Hypergradient}.
 *
 * <p>It costs a gradient per source, so it is done every {@link #EVERY} learning steps; for an arm
 * whose model and weights take turns, in one that belongs to the weights.
 */
final class LookAhead {

  private static final int EVERY = 4;

  private final Learner learner;

  LookAhead(Learner learner) {
    this.learner = learner;
  }

  /**
   * @param fresh rows that no model has been trained on
   */
  void learn(List<Example> fresh) {
    if (learner.buffer.isEmpty()) {
      return;
    }
    for (int a = 0; a < learner.arms.size(); a++) {
      Arm arm = learner.arms.get(a);
      boolean weighsSources =
          arm.learns(SourceWeights.LOGITS) && learner.config.schema().sources().size() > 1;
      boolean augments = arm.learns(Augment.LOGITS);
      if (isDue(arm) && (weighsSources || augments)) {
        learn(a, arm, fresh, weighsSources, augments);
      }
    }
  }

  private boolean isDue(Arm arm) {
    return learner.version % EVERY == (arm.rule.alternates() ? 1 : 0);
  }

  private void learn(int a, Arm arm, List<Example> fresh, boolean weighsSources, boolean augments) {
    float[] validation = gradient(a, arm.parameters, judges(fresh), 0);
    Hypergradient hypergradient =
        new Hypergradient(learner.model.preconditioner(a), arm.rule.normalisesLookAhead());
    Parameters gradients = Parameters.zeros(arm.groups);
    if (weighsSources) {
      hypergradient.add(
          bySource(a, arm),
          validation,
          arm.parameters.get(SourceWeights.LOGITS),
          gradients.get(SourceWeights.LOGITS));
    }
    if (augments) {
      hypergradient.add(
          byAugmentation(a, arm),
          validation,
          arm.parameters.get(Augment.LOGITS),
          gradients.get(Augment.LOGITS));
    }
    if (gradients.isFinite()) {
      arm.optimizer.update(ParameterGroup.Rule.LOOK_AHEAD, arm.parameters, gradients);
    }
  }

  /**
   * The rows that judge: the trusted ones but the youngest, which speak for their own source; a row
   * that judges itself is always right. There is no choice before there are two batches of them.
   */
  private List<Example> judges(List<Example> fresh) {
    int batch = learner.config.batch();
    int n = learner.trusted.examples().size();
    if (n < 2 * batch) {
      return n == 0 ? fresh : learner.trusted.examples();
    }
    return learner.trusted.latest(n, example -> true).subList(batch, n);
  }

  private List<float[]> bySource(int a, Arm arm) {
    List<float[]> gradients = new ArrayList<>();
    for (int k = 0; k < learner.config.schema().sources().size(); k++) {
      int source = k;
      gradients.add(
          gradient(
              a,
              arm.parameters,
              learner.buffer.latest(
                  learner.config.batch(), example -> example.cells().envelope().source() == source),
              0));
    }
    return gradients;
  }

  /** The same rows under each augmentation alone. */
  private List<float[]> byAugmentation(int a, Arm arm) {
    // A generator of its own: what one arm looks at must not decide what all of them replay.
    SeededRandom random =
        new SeededRandom(
            SeededRandom.derive(
                learner.config.seed(), learner.key + "/augmentation/" + learner.version));
    List<Example> rows = learner.buffer.draw(learner.config.batch(), random);
    long draw = random.nextLong() | 1;
    List<float[]> gradients = new ArrayList<>();
    for (int k = 0; k < Augment.NAMES.size(); k++) {
      double[] alone = new double[Augment.NAMES.size()];
      Arrays.fill(alone, Double.NEGATIVE_INFINITY);
      alone[k] = 0;
      gradients.add(gradient(a, arm.parameters.with(Augment.LOGITS, alone), rows, draw));
    }
    return gradients;
  }

  /** Mean gradient of an arm's model on some examples; null if there are none. */
  private float[] gradient(int a, Parameters parameters, List<Example> examples, long draw) {
    if (examples.isEmpty()) {
      return null;
    }
    Arm arm = learner.arms.get(a);
    learner.arena.reset();
    Batch batch = arm.batch(learner.arena, examples).withDraw(draw);
    Batch seen = arm.pipeline.forward(parameters, batch).out();
    float[] inputs = new float[examples.size() * learner.input.size()];
    learner.input.write(seen, examples, inputs, 0);
    return learner
        .model
        .gradient(a, inputs, learner.targets(examples), examples.size(), false)
        .parameters();
  }
}
