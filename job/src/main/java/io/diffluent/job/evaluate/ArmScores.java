package io.diffluent.job.evaluate;

import io.diffluent.core.evaluate.Metrics;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Collects what every arm said, in order, and computes errors over all, over the last quarter, and
 * over what was held out.
 */
final class ArmScores {

  private final Label label;
  private final long heldOutFrom;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Outcome> heldOut = new ArrayList<>();

  /** Which arm answered, by the id of the prediction. */
  private final Map<String, String> answered = new ConcurrentHashMap<>();

  private boolean isOfManyModels;

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

  /** Outcomes so far. */
  int count() {
    return outcomes.size() + heldOut.size();
  }

  /** The outcomes are of many models: each numbers the classes as they came to it. */
  void ofManyModels() {
    isOfManyModels = true;
  }

  /**
   * Puts outcomes of many models, which come when a batch of theirs is full, where their records
   * were.
   *
   * @param input the order of the records
   */
  void inOrderOf(Comparator<Origin> input) {
    Comparator<Outcome> order = Comparator.comparing(Outcome::origin, input);
    outcomes.sort(order);
    heldOut.sort(order);
  }

  /**
   * @param id of the prediction
   * @param arm that was served
   */
  void answered(String id, String arm) {
    answered.put(id, arm);
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
      int arm = a;
      arms.add(arm(names.get(a), outcome -> arm));
    }
    return arms;
  }

  /**
   * What was answered; null if one arm gave all answers.
   *
   * @param names names of the arms, in the order of the outcomes' outputs
   */
  Report.Served served(List<String> names) {
    Map<String, Long> answers = new TreeMap<>();
    answered.values().forEach(arm -> answers.merge(arm, 1L, Long::sum));
    if (answers.size() < 2) {
      return null;
    }
    String first = names.get(0);
    return new Report.Served(
        answers,
        arm(
            "served",
            outcome -> names.indexOf(answered.getOrDefault(outcome.origin().id(), first))));
  }

  /**
   * @param places which of the outputs counts, for each outcome
   */
  private Report.Arm arm(String name, ToIntFunction<Outcome> places) {
    int tail = outcomes.size() - outcomes.size() / 4;
    return new Report.Arm(
        name,
        metrics(places, outcomes),
        metrics(places, outcomes.subList(tail, outcomes.size())),
        heldOut.isEmpty() ? null : metrics(places, heldOut));
  }

  private Map<String, Double> metrics(ToIntFunction<Outcome> places, List<Outcome> part) {
    Metrics metrics = new Metrics(label.task(), label.classes());
    for (Outcome outcome : part) {
      metrics.add(outcome.label(), outcome.outputs()[places.applyAsInt(outcome)]);
    }
    Map<String, Double> values = asMap(metrics.values());
    if (isOfManyModels) {
      values.remove(Metrics.AUC); // class 1 of one model may be class 0 of another
    }
    return values;
  }

  static Map<String, Double> asMap(List<Named> values) {
    Map<String, Double> map = new LinkedHashMap<>();
    values.forEach(value -> map.put(value.name(), value.value()));
    return map;
  }
}
