package io.diffluent.flink.metrics;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The learn operator's metrics. Counters add up over all model keys; gauges show the key that
 * learned last (with one model there is only one), {@code servedMixture} the one that learned or
 * answered last.
 *
 * <p>Names are fixed when the operator opens, whatever keys come: the number of metrics is bounded.
 */
public final class LearnMetrics {

  private static final List<String> COUNTED =
      List.of(
          "learned",
          "unlabelled",
          "implausibleLabels",
          "skippedBatches",
          "replaySteps",
          "guardSwitches",
          "freezes");

  private final Counter cleaned;
  private final Counter suspectCells;
  private final Counter scored;
  private final Counter changedCells;
  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, Map<String, Long>> before = new HashMap<>();
  private final Map<String, Counter> labels = new HashMap<>();
  private volatile Telemetry latest;

  /** The arm that answers, as far as is known; behind a restart answers come before telemetry. */
  private volatile String served;

  /**
   * @param labelCounts what can become of records and labels that come by themselves
   */
  public LearnMetrics(MetricGroup operator, LearnerConfig config, List<String> labelCounts) {
    MetricGroup group = operator.addGroup("diffluent");
    cleaned = group.counter("cleaned");
    suspectCells = group.counter("suspectCells");
    scored = group.counter("scored");
    changedCells = group.counter("changedCells");
    COUNTED.forEach(name -> counters.put(name, group.counter(name)));
    MetricGroup labelGroup = group.addGroup("labels");
    labelCounts.forEach(name -> labels.put(name, labelGroup.counter(name)));
    gauge(group, "version", () -> latest == null ? 0 : latest.version());
    gauge(group, "mixtureError", () -> error("mixture"));
    gauge(group, "noCleanError", () -> error("no-clean"));
    gauge(group, "servedMixture", () -> served == null || served.equals("mixture") ? 1 : 0);
    gauge(group, "frozen", () -> latest == null ? 0 : count("frozen"));
    MetricGroup weight = group.addGroup("weight");
    register(weight, "detectors", config.cleaner().detectors());
    register(weight, "repairs", config.cleaner().repairs());
    register(weight, "features", config.schema().columnNames());
    register(weight, "sources", config.schema().sources());
  }

  /** A model key whose records are all still to come. */
  public void created(String model) {
    Map<String, Long> seen = new HashMap<>();
    COUNTED.forEach(name -> seen.put(name, 0L));
    before.put(model, seen);
  }

  /**
   * A model key whose state has been read. What its totals already hold has been counted, here
   * before it was released or by another process.
   */
  public void restored(String model, List<Named> totals) {
    Map<String, Long> seen = new HashMap<>();
    totals.forEach(total -> seen.put(total.name(), (long) total.value()));
    before.put(model, seen);
  }

  /** A model key that is no longer live: what is known about it does not stay in memory. */
  public void released(String model, List<Named> totals) {
    count(model, totals);
    before.remove(model);
  }

  /** Something became of a record or a label that came by itself. */
  public void label(String what) {
    labels.get(what).inc();
  }

  public void cleaned(Cells cells) {
    cleaned.inc();
    suspectCells.inc(cells.suspects().seen());
  }

  public void scored(Prediction prediction) {
    scored.inc();
    served = prediction.served();
    changedCells.inc(prediction.changed());
  }

  public void learned(Telemetry telemetry) {
    count(telemetry.model(), telemetry.counts());
    latest = telemetry;
    served = telemetry.served();
  }

  /** Adds what has come since the totals of a live key were last seen. */
  private void count(String model, List<Named> totals) {
    Map<String, Long> seen = before.get(model);
    if (seen == null) {
      return; // a key that is only passing, and has been counted
    }
    for (Named total : totals) {
      Counter counter = counters.get(total.name());
      if (counter != null) {
        long now = (long) total.value();
        counter.inc(now - seen.getOrDefault(total.name(), 0L));
        seen.put(total.name(), now);
      }
    }
  }

  private double count(String name) {
    return latest.counts().stream()
        .filter(count -> count.name().equals(name))
        .mapToDouble(Named::value)
        .findFirst()
        .orElse(0);
  }

  private void register(MetricGroup parent, String groupName, List<String> names) {
    MetricGroup group = parent.addGroup(groupName);
    for (String name : names) {
      gauge(group, name, () -> weight(groupName, name));
    }
  }

  private static void gauge(MetricGroup group, String name, Gauge<Number> value) {
    group.gauge(name, value);
  }

  private double weight(String groupName, String name) {
    if (latest == null) {
      return Double.NaN;
    }
    return latest.weights().stream()
        .filter(group -> group.name().equals(groupName))
        .flatMap(group -> group.entries().stream())
        .filter(entry -> entry.name().equals(name))
        .mapToDouble(Named::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** RMSE or log loss of an arm over the last window. */
  private double error(String arm) {
    if (latest == null) {
      return Double.NaN;
    }
    return latest.arms().stream()
        .filter(metrics -> metrics.arm().equals(arm) && !metrics.window().isEmpty())
        .mapToDouble(metrics -> metrics.window().get(0).value())
        .findFirst()
        .orElse(Double.NaN);
  }
}
