package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link LearningStep} and prints what the mixture costs, as a multiple of one pipeline. */
class LearningStepBench {

  @Test
  void mixtureAgainstOnePipeline() throws RunnerException {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(LearningStep.class.getName()).build()).run();
    Map<String, Double> micros = new HashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      micros.put(params.getParam("arm") + params.getParam("columns"), quick(result));
    }
    for (String columns : List.of("12", "40")) {
      double mixture = micros.get("mixture" + columns);
      double single = micros.get("iqr+median" + columns);
      assertThat(single).isPositive();
      System.out.printf(
          Locale.ROOT,
          "%s columns: mixture %.0f us, one pipeline %.0f us a step: ratio %.2f%n",
          columns,
          mixture,
          single,
          mixture / single);
    }
  }

  /** A low quantile: what else runs on the machine only ever adds. */
  private static double quick(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(10);
  }
}
