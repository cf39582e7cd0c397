package io.diffluent.job.bench.learning;

import io.diffluent.job.bench.data.ErrorOnRows;
import io.diffluent.job.bench.data.Noise;
import io.diffluent.job.bench.data.SourceTable;
import io.diffluent.job.bench.data.SourceTrial;
import io.diffluent.job.bench.data.SourceTrial.Weighting;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Sources with learned weights, against all sources together and against the clean one alone,
 * scored against true labels.
 *
 * @param dealing who gets which rows
 */
record Sources(Dealing dealing) implements Experiment {

  static final String UNION = "union";
  static final String LEARNED = "learned";
  static final String TRUSTED = "trusted";
  static final String ALONE = "clean source alone";

  /** How a table becomes several sources. */
  sealed interface Dealing {}

  /**
   * Rows are dealt out at random; in each source a share of the labels is swapped. Scored on the
   * rows of the first source, whose labels are right.
   */
  record SwappedLabels(List<Integer> percents) implements Dealing {}

  /** Rows of some hours are one source, the rest the other; nothing is wrong in either. */
  record Hours(String column, int from, int to) implements Dealing {}

  @Override
  public Measurement run(Table table, long seed) throws Exception {
    PipelineSpec spec = Trial.pipeline(table.rows(), table.dataset());
    String label = table.dataset().label();
    SourceTable sources = deal(table, seed);
    boolean allClean = isAllClean();
    IntPredicate counted = allClean ? row -> true : sources::isClean;
    List<Score> scores = new ArrayList<>();
    for (Weighting weighting : Weighting.values()) {
      SourceTrial trial =
          SourceTrial.run(spec, label, sources, weighting, counted, seed, table.folder());
      scores.add(score(name(weighting), trial.error()));
    }
    if (!allClean) {
      SourceTable alone = sources.cleanRows();
      SourceTrial trial =
          SourceTrial.run(spec, label, alone, Weighting.EQUAL, row -> true, seed, table.folder());
      scores.add(score(ALONE, trial.error()));
    }
    return new Measurement(
        seed, 0, Parts.metric(spec.schema().label()), table.rows().rows().size(), scores);
  }

  private boolean isAllClean() {
    return !(dealing instanceof SwappedLabels swapped)
        || swapped.percents().stream().allMatch(percent -> percent == 0);
  }

  private SourceTable deal(Table table, long seed) {
    if (dealing instanceof SwappedLabels swapped) {
      Noise noise = new Noise.SwappedLabels(table.dataset().label());
      return SourceTable.deal(table.rows(), noise, swapped.percents(), seed);
    }
    Hours hours = (Hours) dealing;
    int at = table.rows().column(hours.column());
    return SourceTable.split(
        table.rows(),
        List.of("day", "night"),
        row -> {
          int hour = Integer.parseInt(row[at].strip());
          return hours.from() <= hour && hour < hours.to() ? 0 : 1;
        });
  }

  private static Score score(String name, ErrorOnRows error) {
    return new Score(name, Map.of(Parts.ALL, error.all(), Parts.TAIL, error.tail()));
  }

  private static String name(Weighting weighting) {
    return switch (weighting) {
      case EQUAL -> UNION;
      case LEARNED -> LEARNED;
      case TRUSTED -> TRUSTED;
    };
  }
}
