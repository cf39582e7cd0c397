package io.diffluent.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.LearnerPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Says everything that is wrong with a pipeline file, at once.")
final class ValidateCommand implements Callable<Integer> {

  @Option(names = "--pipeline", required = true, description = "The pipeline file.")
  private Path pipeline;

  @Option(names = "--json", description = "Print the outcome as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PipelineResult result = PipelineFile.read(pipeline);
    List<String> problems = problems(result);
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("format", 1);
      outcome.put("valid", problems.isEmpty());
      outcome.put("problems", problems);
      System.out.println(new ObjectMapper().writeValueAsString(outcome));
    } else {
      problems.forEach(System.err::println);
    }
    if (!problems.isEmpty()) {
      return Exit.INVALID.code();
    }
    if (!json) {
      PipelineSpec spec = ((PipelineResult.Valid) result).spec();
      System.out.printf(
          "%s is valid: %s, label %s (%s), %d source(s).%n",
          pipeline,
          inputs(spec),
          spec.label().column(),
          spec.label().task().name().toLowerCase(java.util.Locale.ROOT),
          spec.sources().size());
    }
    return Exit.OK.code();
  }

  /** What is wrong with the file, or else with the learner that it describes. */
  private List<String> problems(PipelineResult result) {
    if (result instanceof PipelineResult.Invalid invalid) {
      return invalid.problems().stream().map(Object::toString).toList();
    }
    try {
      LearnerPlan.runnable(((PipelineResult.Valid) result).spec());
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(pipeline + ": " + e.getMessage());
    }
  }

  /** How many columns are inputs, in words. */
  static String inputs(PipelineSpec spec) {
    int columns = spec.schema().columns().size();
    return columns + (columns == 1 ? " input column" : " input columns");
  }
}
