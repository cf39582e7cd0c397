package io.diffluent.core.learn;

import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.model.Model;
import io.diffluent.core.step.ParameterGroup.Rule;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Sensitivity;
import io.diffluent.core.step.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One learning step of every arm: the look-ahead that weighs sources, a forward and a backward pass
 * on the fresh batch that trains model and weights, then replay.
 */
final class Trainer {

  private final Learner learner;
  private final Judge judge;
  private final LookAhead lookAhead;

  /** Lent to one pass after the other, as long as they ask for as much. */
  private float[] inputs = new float[0];

  Trainer(Learner learner, Judge judge) {
    this.learner = learner;
    this.judge = judge;
    this.lookAhead = new LookAhead(learner);
  }

  /**
   * Raw outputs of every arm, {@code [arms][rows][outputs]}; how many rows there are changes none.
   */
  float[] predict(List<Example> examples) {
    int arms = learner.arms.size();
    int wanted = examples.size();
    int rows = Scorer.rows(Math.max(wanted, learner.config.scoreBatch()));
    float[] inputs = spread(pass(examples, 0).inputs(), arms, wanted, rows);
    return spread(learner.model.predict(inputs, rows), arms, rows, wanted);
  }

  /** The same numbers in more rows for each arm, filled up with zeros, or in fewer. */
  private static float[] spread(float[] numbers, int arms, int from, int to) {
    int width = numbers.length / (arms * from);
    float[] spread = new float[arms * to * width];
    for (int a = 0; a < arms; a++) {
      System.arraycopy(
          numbers, a * from * width, spread, a * to * width, Math.min(from, to) * width);
    }
    return spread;
  }

  /** One learning step, the replay steps behind it, and the memory of its rows. */
  boolean learns(List<Example> examples, Learner.Output out) {
    lookAhead.learn(examples);
    if (!step(examples, out)) {
      return false; // rows that cannot be learned from are not remembered either
    }
    for (Example example : examples) {
      learner.buffer.add(example);
      learner.sources.observe(example.cells().envelope().source());
      if (example.cells().envelope().source() == learner.config.trusted()) {
        learner.trusted.add(example);
      }
    }
    learner.counts.learned += examples.size();
    replay(examples.size());
    return true;
  }

  /** Whether a batch could be learned from; it is judged if so, and nothing is learned. */
  boolean tries(List<Example> examples, Learner.Output out) {
    int rows = examples.size();
    float[] inputs = pass(examples, 0).inputs();
    float[] targets = learner.targets(examples);
    int size = rows * learner.input.size();
    for (int a = 0; a < learner.arms.size(); a++) {
      float[] own = Arrays.copyOfRange(inputs, a * size, (a + 1) * size);
      if (!isFinite(learner.model.gradient(a, own, targets, rows, false).parameters())) {
        return false;
      }
    }
    float[] outputs = learner.model.predict(inputs, rows);
    judge.count(examples, outputs);
    judge.report(examples, outputs, out);
    return true;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What every arm's model sees, until the next pass.
   *
   * @param inputs {@code [arms][rows][inputs]}
   * @param weights {@code [arms][rows]}
   * @param ways each arm's way through its steps
   */
  private record Pass(float[] inputs, float[] weights, List<Step.Forward> ways) {}

  /**
   * @param draw seed of what is random about rows that are only trained on; 0 for fresh ones
   */
  private Pass pass(List<Example> examples, long draw) {
    int rows = examples.size();
    int size = learner.arms.size() * rows * learner.input.size();
    inputs = inputs.length == size ? inputs : new float[size];
    float[] weights = new float[learner.arms.size() * rows];
    learner.arena.reset();
    List<Step.Forward> ways = new ArrayList<>(learner.arms.size());
    for (int a = 0; a < learner.arms.size(); a++) {
      Arm arm = learner.arms.get(a);
      Step.Forward way = arm.forward(arm.batch(learner.arena, examples).withDraw(draw));
      learner.input.write(way.out(), examples, inputs, a * rows * learner.input.size());
      double scale = learner.sources.scale(arm.sourceWeights());
      for (int i = 0; i < rows; i++) {
        weights[a * rows + i] = (float) (scale * way.out().weights()[i]);
      }
      ways.add(way);
    }
    return new Pass(inputs, weights, ways);
  }

  /**
   * One forward and backward pass on the fresh batch trains everything; false if it was skipped.
   */
  private boolean step(List<Example> examples, Learner.Output out) {
    int rows = examples.size();
    Pass pass = pass(examples, 0);
    rest(pass, rows);
    boolean learns = learner.arms.stream().anyMatch(arm -> arm.weightsLearn(learner.version));
    float[] targets = learner.targets(examples);
    // An arm whose model rests still needs the gradient, of the model as it was before the step.
    float[][] resting = resting(pass, targets, rows);
    Model.Step done = learner.model.train(pass.inputs(), targets, pass.weights(), rows, learns);
    if (!done.applied()) {
      return false;
    }
    judge.count(examples, done.outputs());
    judge.report(examples, done.outputs(), out);
    for (int a = 0; a < learner.arms.size(); a++) {
      if (learner.arms.get(a).weightsLearn(learner.version)) {
        boolean rests = resting[a] != null;
        int at = rests ? 0 : a * rows * learner.input.size();
        float[] byInputs = rests ? resting[a] : done.inputGradient();
        Step.Forward way = pass.ways().get(a);
        BatchGradient gradient = learner.input.gradient(way.out(), byInputs, at);
        // Where models rest, under the paper's rule, weights know no bound.
        Sensitivity sensitivity =
            rests ? Sensitivity.NONE : Sensitivity.of(way.out(), gradient, done.losses()[a]);
        learnWeights(learner.arms.get(a), way, gradient, sensitivity);
      }
    }
    return true;
  }

  /** Takes the rows from the models that leave this learning step to their arm's weights. */
  private void rest(Pass pass, int rows) {
    for (int a = 0; a < learner.arms.size(); a++) {
      if (learner.arms.get(a).modelRests(learner.version)) {
        Arrays.fill(pass.weights(), a * rows, (a + 1) * rows, 0);
      }
    }
  }

  private float[][] resting(Pass pass, float[] targets, int rows) {
    float[][] gradients = new float[learner.arms.size()][];
    int size = rows * learner.input.size();
    for (int a = 0; a < learner.arms.size(); a++) {
      if (learner.arms.get(a).modelRests(learner.version)) {
        float[] inputs = Arrays.copyOfRange(pass.inputs(), a * size, (a + 1) * size);
        gradients[a] = learner.model.gradient(a, inputs, targets, rows, true).inputs();
      }
    }
    return gradients;
  }

  private static void learnWeights(
      Arm arm, Step.Forward way, BatchGradient gradient, Sensitivity sensitivity) {
    Parameters gradients = Parameters.zeros(arm.groups);
    way.pullback().apply(gradient, gradients);
    if (gradients.isFinite()) {
      arm.optimizer.update(Rule.SAME_BATCH, arm.parameters, gradients, sensitivity);
    }
  }

  private void replay(int rows) {
    int steps = learner.config.replay().steps(learner.counts.learned);
    for (int s = 0; s < steps; s++) {
      List<Example> drawn = learner.buffer.draw(rows, learner.random);
      Pass pass = pass(drawn, learner.random.nextLong() | 1);
      rest(pass, rows);
      Model.Step done =
          learner.model.train(pass.inputs(), learner.targets(drawn), pass.weights(), rows, false);
      learner.counts.replaySteps += done.applied() ? 1 : 0;
    }
  }
}
