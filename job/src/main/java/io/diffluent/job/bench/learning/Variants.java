package io.diffluent.job.bench.learning;

import io.diffluent.connectors.replay.FileReplay;
import io.diffluent.job.bench.data.Trial;
import io.diffluent.job.evaluate.Report;
import io.diffluent.job.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mixture of several pipelines, one after the other. */
final class Variants {

  private final List<Score> scores = new ArrayList<>();
  private final long seed;
  private String metric = "";
  private long records;

  Variants(long seed) {
    this.seed = seed;
  }

  /** Runs one more. */
  void add(String name, PipelineSpec spec, FileReplay.Builder input) throws Exception {
    Trial.Answers answers = Trial.answers(spec, List.of(ArmNames.MIXTURE), seed, input.build());
    Measurement one =
        Parts.measure(seed, spec.schema().label(), answers, Parts.usual(answers.outcomes()));
    metric = one.metric();
    records = one.records();
    Map<String, Double> errors = new LinkedHashMap<>(one.scores().get(0).errors());
    Report.Arm mixture = answers.report().arm(ArmNames.MIXTURE);
    if (mixture.heldOut() != null) {
      errors.put(Parts.HELD_OUT, mixture.heldOut().get(metric));
    }
    scores.add(new Score(name, errors));
  }

  Measurement measured() {
    return new Measurement(seed, 0, metric, records, scores);
  }
}
