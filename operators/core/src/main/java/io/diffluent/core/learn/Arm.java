package io.diffluent.core.learn;

import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.Softmax;
import io.diffluent.core.step.SourceWeights;
import io.diffluent.core.step.Step;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.StepOptimizer;
import io.diffluent.core.step.Steps;
import java.util.List;

/**
 * One of several learners on one cleaning pass: a view of the cells, the steps behind it, and their
 * parameters. Its model is one of the models that a {@link io.diffluent.core.model.Model} holds.
 *
 * <p>Law: arms never influence each other; which others there are changes no bit of an arm, as long
 * as every step can be taken: one that is not finite in one arm is skipped for all. Only a lone arm
 * differs in its last bits: the engine rounds products of a stack of one in another way.
 */
final class Arm {

  static final String MIXTURE = "mixture";
  static final String PAPER = "paper";
  static final String NO_CLEAN = "no-clean";
  static final String ORACLE = "oracle";

  final String name;
  final ArmView view;
  final LearningRule rule;
  final Pipeline pipeline;
  final List<ParameterGroup> groups;
  final Parameters parameters;
  final StepOptimizer optimizer;

  private final Encoding encoding;

  Arm(String name, ArmView view, LearningRule rule, List<String> steps, StepContext context) {
    this.name = name;
    this.view = view;
    this.rule = rule;
    this.encoding = context.encoding();
    this.pipeline = Steps.pipeline(steps, context);
    this.groups = pipeline.parameters();
    this.parameters = Parameters.start(groups);
    this.optimizer = new StepOptimizer(groups);
  }

  /** Whether it chooses between the alternatives. */
  boolean mixes() {
    return view instanceof ArmView.Open;
  }

  /** Whether it has anything to learn besides its model. */
  boolean hasWeights() {
    return !groups.isEmpty();
  }

  /** Whether it has this group of weights. */
  boolean learns(String group) {
    return groups.stream().anyMatch(one -> one.name().equals(group));
  }

  boolean hasStep(String name) {
    return step(name) != null;
  }

  /** The step of this name, or null. */
  Step step(String name) {
    return pipeline.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The step that chooses between alternatives, or null. */
  Mixture mixture() {
    return pipeline.steps().stream()
        .filter(Mixture.class::isInstance)
        .map(Mixture.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** Whether its model leaves this learning step to its weights. */
  boolean modelRests(long version) {
    return rule.alternates() && hasWeights() && version % 2 == 1;
  }

  /** Whether its weights learn in this learning step. */
  boolean weightsLearn(long version) {
    return hasWeights() && (!rule.alternates() || version % 2 == 1);
  }

  /** The batch in front of the first step. */
  Batch batch(Arena arena, List<Example> examples) {
    return view.of(arena, encoding, examples.stream().map(Example::cells).toList());
  }

  /** What its model sees, and the way back. */
  Step.Forward forward(Batch batch) {
    return pipeline.forward(parameters, batch);
  }

  /** The learned weights of the sources; null without that step. */
  double[] sourceWeights() {
    return learns(SourceWeights.LOGITS) ? Softmax.of(parameters.get(SourceWeights.LOGITS)) : null;
  }
}
