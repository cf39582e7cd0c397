package io.diffluent.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import org.junit.jupiter.api.Test;
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
    for (RunResult result : results) {
      double mixture = result.getSecondaryResults().get("mixture").getScore();
      double single = result.getSecondaryResults().get("single").getScore();
      assertThat(single).isPositive();
      System.out.printf(
          Locale.ROOT,
          "%s columns: the mixture's learning step takes %.2f times that of one pipeline%n",
          result.getParams().getParam("columns"),
          mixture / single);
    }
  }
}
