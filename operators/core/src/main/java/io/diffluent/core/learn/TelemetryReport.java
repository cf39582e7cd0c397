package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Telemetry.ArmMetrics;
import io.diffluent.core.learn.Telemetry.Group;
import io.diffluent.core.step.Augment;
import io.diffluent.core.step.FeatureGate;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.Softmax;
import io.diffluent.core.step.SourceWeights;
import java.util.ArrayList;
import java.util.List;

/** Puts a learner's weights, errors and counts into words and numbers. */
record TelemetryReport(Learner learner) {

  Telemetry make() {
    return new Telemetry(
        learner.key,
        learner.version,
        learner.timestamp,
        learner.arms.get(learner.served()).name,
        weights(),
        arms(),
        learner.totals(),
        alerts());
  }

  /** Of the arms that choose; those of the mixture under their own names. */
  private List<Group> weights() {
    List<Group> weights = new ArrayList<>();
    for (Arm arm : learner.arms) {
      if (arm.mixes()) {
        addWeights(arm, arm.name.equals(Arm.MIXTURE) ? "" : arm.name + "/", weights);
      }
    }
    return weights;
  }

  private static void addWeights(Arm arm, String prefix, List<Group> to) {
    for (ParameterGroup group : arm.groups) {
      double[] values = arm.parameters.get(group.name());
      String name = prefix + group.name();
      switch (group.name()) {
        case Mixture.DETECTORS, Mixture.REPAIRS, SourceWeights.LOGITS, Augment.LOGITS ->
            to.add(named(name, group, Softmax.of(values)));
        case FeatureGate.LOGITS -> to.add(named(name, group, FeatureGate.openness(values)));
        default -> {
          // Inner parameters: of no use to a reader without their formula.
        }
      }
    }
  }

  private static Group named(String name, ParameterGroup group, double[] values) {
    List<Named> entries = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      entries.add(new Named(group.entries().get(i), values[i]));
    }
    return new Group(name, entries);
  }

  private List<ArmMetrics> arms() {
    List<ArmMetrics> arms = new ArrayList<>();
    for (int a = 0; a < learner.arms.size(); a++) {
      arms.add(
          new ArmMetrics(
              learner.arms.get(a).name,
              learner.errors[a].all().values(),
              learner.errors[a].window().values()));
    }
    return arms;
  }

  private List<String> alerts() {
    List<String> alerts = new ArrayList<>();
    if (learner.guard.isActive()) {
      alerts.add(
          "the mixture was worse than no cleaning by more than the margin:"
              + " no-clean is served until it has recovered");
    }
    if (learner.freeze.isActive()) {
      alerts.add(
          "learning is frozen: the loss or gradient of "
              + Freeze.PATIENCE
              + " batches in a row was not finite; it goes on after "
              + Freeze.SANE
              + " batches that are");
    }
    if (learner.freeze.hasSkippedLately()) {
      alerts.add(
          "of the last "
              + Freeze.NEWS
              + " batches some were not learned: loss or gradient not finite, or too soon after those"
              + " that were not; in all "
              + learner.counts.skippedBatches);
    }
    return alerts;
  }
}
