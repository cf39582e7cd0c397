package io.diffluent.job.evaluate;

import io.diffluent.core.evaluate.Metrics;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what every arm said, in order, and computes errors over all, over the last quarter, and
 * over what was held out.
 */
final class ArmScores {

  private final Label label;
  private final long heldOutFrom;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Outcome> heldOut = new ArrayList<>();

  /**
   * @param heldOutFrom events from this offset on taught nothing
   */
  ArmScores(Label label, long heldOutFrom) {
    this.label = label;
    this.heldOutFrom = heldOutFrom;
  }

  void add(Outcome outcome) {
    (outcome.origin().offset() < heldOutFrom ? outcomes : heldOut).add(outcome);
  }

  List<Outcome> outcomes() {
    return Collections.unmodifiableList(outcomes);
  }

  /**
   * @param names names of the arms, in the order of the outcomes' outputs
   */
  List<Report.Arm> arms(List<String> names) {
    List<Report.Arm> arms = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      int tail = outcomes.size() - outcomes.size() / 4;
      arms.add(
          new Report.Arm(
              names.get(a),
              metrics(a, outcomes),
              metrics(a, outcomes.subList(tail, outcomes.size())),
              heldOut.isEmpty() ? null : metrics(a, heldOut)));
    }
    return arms;
  }

  private Map<String, Double> metrics(int arm, List<Outcome> part) {
    Metrics metrics = new Metrics(label.task(), label.classes());
    for (Outcome outcome : part) {
      metrics.add(outcome.label(), outcome.outputs()[arm]);
    }
    return asMap(metrics.values());
  }

  static Map<String, Double> asMap(List<Named> values) {
    Map<String, Double> map = new LinkedHashMap<>();
    values.forEach(value -> map.put(value.name(), value.value()));
    return map;
  }
}
