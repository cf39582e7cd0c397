package io.diffluent.core.learn;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;
import io.diffluent.core.step.ParameterGroup.Update;
import java.io.Serializable;
import java.util.List;

/**
 * Everything that decides how a learner behaves; together with its seed and its input it decides
 * every bit of the outcome.
 *
 * @param pipeline the pipeline's name; part of every seed
 * @param schema columns, label and sources
 * @param cleaner the alternatives
 * @param steps names of the steps, in order
 * @param update how simplices learn
 * @param hidden units of the model's hidden layers
 * @param model makes the model
 * @param batch labelled records per learning step
 * @param replay extra model steps per learning step
 * @param seed seed of everything random
 * @param arms names of the arms, the served one first
 * @param trusted index of the trusted source, or -1; where there is one, errors are measured on its
 *     records only: labels that are not believed measure nothing
 * @param guardMargin how much worse than {@code no-clean} the mixture may be before the guard
 *     serves
 * @param window records of one evaluation window
 * @param scoreBatch records scored together at most
 * @param telemetryEvery learning steps between two telemetry records
 * @param outcomes whether outcomes are emitted
 * @param limits bounds on memory
 */
public record LearnerConfig(
    String pipeline,
    Schema schema,
    CleanerConfig cleaner,
    List<String> steps,
    Update update,
    List<Integer> hidden,
    ModelFactory model,
    int batch,
    Replay replay,
    long seed,
    List<String> arms,
    int trusted,
    double guardMargin,
    int window,
    int scoreBatch,
    int telemetryEvery,
    boolean outcomes,
    Limits limits)
    implements Serializable {

  public LearnerConfig {
    steps = List.copyOf(steps);
    hidden = List.copyOf(hidden);
    arms = List.copyOf(arms);
  }

  /** The same learner with models from another place. */
  public LearnerConfig withModel(ModelFactory other) {
    return new LearnerConfig(
        pipeline,
        schema,
        cleaner,
        steps,
        update,
        hidden,
        other,
        batch,
        replay,
        seed,
        arms,
        trusted,
        guardMargin,
        window,
        scoreBatch,
        telemetryEvery,
        outcomes,
        limits);
  }

  /**
   * Checks that every arm can be made.
   *
   * @throws IllegalArgumentException naming the first that cannot
   */
  public void checkArms() {
    Arm.of(this);
  }

  /** The shape of the model, given how many arms and inputs there are. */
  ModelShape shape(int arms, int inputs) {
    return new ModelShape(arms, inputs, hidden, schema.label().outputs(), schema.label().task());
  }
}
