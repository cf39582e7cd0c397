package io.diffluent.job.bench.learning;

import io.diffluent.core.evaluate.Metrics;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.record.Label;
import io.diffluent.job.bench.data.Trial.Answers;
import io.diffluent.job.evaluate.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a stream over which errors are taken. */
final class Parts {

  /** Everything but the first records, when no arm knows anything. */
  static final String ALL = "all";

  /** The last quarter. */
  static final String TAIL = "tail";

  /** Rows that taught nothing. */
  static final String HELD_OUT = "held out";

  private static final int LEFT_OUT = 128;

  private Parts() {}

  /** The whole stream and its last quarter. */
  static Map<String, List<Outcome>> usual(List<Outcome> outcomes) {
    int size = outcomes.size();
    Map<String, List<Outcome>> parts = new LinkedHashMap<>();
    parts.put(ALL, outcomes.subList(Math.min(LEFT_OUT, size / 4), size));
    parts.put(TAIL, outcomes.subList(size - size / 4, size));
    return parts;
  }

  /** The errors of every arm over these parts. */
  static Measurement measure(
      long seed, Label label, Answers answers, Map<String, List<Outcome>> parts) {
    List<Report.Arm> arms = answers.report().arms();
    List<Score> scores = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      Map<String, Double> errors = new LinkedHashMap<>();
      for (Map.Entry<String, List<Outcome>> part : parts.entrySet()) {
        errors.put(part.getKey(), error(label, part.getValue(), a));
      }
      scores.add(new Score(arms.get(a).name(), errors));
    }
    return new Measurement(seed, 0, metric(label), answers.outcomes().size(), scores);
  }

  static String metric(Label label) {
    return label.task().isClassification() ? "logLoss" : "rmse";
  }

  private static double error(Label label, List<Outcome> part, int arm) {
    Metrics metrics = new Metrics(label.task(), label.classes());
    part.forEach(outcome -> metrics.add(outcome.label(), outcome.outputs()[arm]));
    return label.task().isClassification() ? metrics.meanLoss() : Math.sqrt(metrics.meanLoss());
  }
}
