package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.core.record.RawEvent;
import io.diffluent.job.bench.StageCosts;
import io.diffluent.job.bench.ThroughputReport.Stages;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.pipeline.PipelineSpec.ModelOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Microseconds per record of runs with one arm, on one thread outside Flink, one after the other in
 * this process. They are those that the thread had a processor: what else the machine does must not
 * decide a ratio. The second of two passes counts; the whole is done twice and the faster one
 * taken, because the first finds cold code.
 */
record Costs(String pollution) implements Experiment {

  static final String MICROS = "microseconds";

  /** Parts of a run; together they are {@link #TOTAL}. */
  static final String CLEAN = "clean";

  static final String LEARN = "learn";
  static final String TOTAL = "total";

  /** The fixed pipeline that stands for all. */
  static final String SINGLE = "zscore+mean";

  /** Arms with a model of one layer of 256 units. */
  static final String LARGE = ", 256 units";

  /** The mixture that computes every repair. */
  static final String COMPLETE = "mixture, prune 0";

  /** Asked for once: that alone takes longer than what some parts of a run need for a record. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int PASSES = 2;
  private static final int REPEATS = 2;

  private static final List<String> ARMS =
      List.of(
          ArmNames.NO_CLEAN,
          ArmNames.MIXTURE,
          ArmNames.PAPER,
          SINGLE,
          ArmNames.withSteps(ArmNames.NO_CLEAN),
          ArmNames.withSteps(SINGLE));

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    Path input = table.rows().write(table.folder().resolve("rows.csv"));
    FileReplay replay = Cleaning.replay(input, pollution, spec, seed).passes(PASSES).build();
    List<RawEvent> events = new ArrayList<>();
    for (long i = 0; i < replay.count(); i++) {
      events.add(replay.map(i));
    }
    replay.close();
    ModelOptions model = spec.model();
    PipelineSpec large =
        spec.withModel(new ModelOptions(model.type(), List.of(256), model.device(), model.block()));
    Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
    for (int i = 0; i < REPEATS; i++) {
      for (String arm : ARMS) {
        measure(arm, spec, arm, events, costs);
      }
      measure(COMPLETE, Pruning.pruned(spec, 0), ArmNames.MIXTURE, events, costs);
      measure(SINGLE + LARGE, large, SINGLE, events, costs);
      measure(ArmNames.MIXTURE + LARGE, large, ArmNames.MIXTURE, events, costs);
    }
    List<Score> scores = new ArrayList<>();
    costs.forEach((name, parts) -> scores.add(new Score(name, parts)));
    return new Measurement(seed, 0, MICROS, events.size(), scores);
  }

  private static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static void measure(
      String name,
      PipelineSpec spec,
      String arm,
      List<RawEvent> events,
      Map<String, Map<String, Double>> costs) {
    Stages stages =
        new StageCosts(spec, List.of(arm), events, events.size() / 2, Costs::cpuNanos).measure();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(CLEAN, stages.clean());
    parts.put(LEARN, stages.learn());
    parts.put(
        TOTAL, stages.parse() + stages.clean() + stages.score() + stages.learn() + stages.write());
    costs.merge(name, parts, (one, other) -> one.get(TOTAL) <= other.get(TOTAL) ? one : other);
  }
}
