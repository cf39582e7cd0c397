package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.Telemetry.ArmMetrics;
import io.diffluent.core.learn.Telemetry.Group;
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
        learner.guard.isActive() ? Arm.NO_CLEAN : learner.arms.get(0).name(),
        weights(),
        arms(),
        counts(),
        alerts());
  }

  private List<Group> weights() {
    List<Group> weights = new ArrayList<>();
    for (ParameterGroup group : learner.groups) {
      double[] values = learner.parameters.get(group.name());
      switch (group.name()) {
        case Mixture.DETECTORS, Mixture.REPAIRS, SourceWeights.LOGITS ->
            weights.add(named(group, Softmax.of(values)));
        case FeatureGate.LOGITS -> weights.add(named(group, FeatureGate.openness(values)));
        default -> {
          // Inner parameters: of no use to a reader without their formula.
        }
      }
    }
    return weights;
  }

  private static Group named(ParameterGroup group, double[] values) {
    List<Named> entries = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      entries.add(new Named(group.entries().get(i), values[i]));
    }
    return new Group(group.name(), entries);
  }

  private List<ArmMetrics> arms() {
    List<ArmMetrics> arms = new ArrayList<>();
    for (int a = 0; a < learner.arms.size(); a++) {
      arms.add(
          new ArmMetrics(
              learner.arms.get(a).name(),
              learner.errors[a].all().values(),
              learner.errors[a].window().values()));
    }
    return arms;
  }

  private List<Named> counts() {
    List<Named> counts = new ArrayList<>(learner.counts.values());
    counts.add(new Named("guardSwitches", learner.guard.switches()));
    return counts;
  }

  private List<String> alerts() {
    List<String> alerts = new ArrayList<>();
    if (learner.guard.isActive()) {
      alerts.add(
          "the mixture is worse than no cleaning by more than the margin:"
              + " no-clean is served until it has recovered");
    }
    if (learner.counts.skippedBatches > 0) {
      alerts.add(learner.counts.skippedBatches + " batches skipped: loss or gradient not finite");
    }
    return alerts;
  }
}
