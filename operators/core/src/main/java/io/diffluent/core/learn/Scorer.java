package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.step.Choices;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.Step;
import io.diffluent.core.step.Steps;
import java.util.List;
import java.util.Set;

/**
 * Answers for the arm that is served, with receipts where that is the mixture.
 *
 * <p>It changes nothing that is learned; it only counts. An answer does not depend on the records
 * that are scored with it.
 */
final class Scorer {

  /** Steps behind which a number is still one of its column's. */
  private static final Set<String> KEEPS_UNITS = Set.of(Steps.LEARNED_FILL, Steps.CUT);

  private final Learner learner;
  private final Receipts receipts;

  /** A record that waits to be scored, and how many classes were known before it came. */
  record Waiting(Example example, int classes) {}

  Scorer(Learner learner) {
    this.learner = learner;
    this.receipts = new Receipts(learner.config, learner.encoding);
  }

  void score(List<Waiting> waiting, Learner.Output out) {
    List<Example> examples = waiting.stream().map(Waiting::example).toList();
    int served = learner.served();
    Arm arm = learner.arms.get(served);
    learner.arena.reset();
    Batch batch = arm.batch(learner.arena, examples);
    int rows = rows(Math.max(examples.size(), learner.config.scoreBatch()));
    float[] inputs = new float[rows * learner.input.size()];
    learner.input.write(arm.forward(batch).out(), examples, inputs, 0);
    float[] raw = learner.model.predict(served, inputs, rows);
    Mixture mixture = arm.mixture();
    Batch met = mixture == null ? null : met(arm, mixture, batch);
    Choices choices =
        mixture == null ? null : mixture.choose(arm.parameters, met.alternatives(), learner.arena);
    int outputs = learner.config.schema().label().outputs();
    int cell = 0;
    for (int i = 0; i < examples.size(); i++) {
      Cells cells = examples.get(i).cells();
      float[] decoded = learner.decoder.decode(raw, i * outputs, examples.get(i));
      List<String> known = learner.labels.classes().subList(0, waiting.get(i).classes());
      Receipts.Slip slip =
          mixture == null ? Receipts.Slip.EMPTY : receipts.of(cells, met, choices, cell);
      cell += cells.suspects().seen();
      learner.counts.scored++;
      learner.counts.suspectCells += cells.suspects().seen();
      Prediction prediction = prediction(cells, decoded, known, arm.name, slip);
      learner.counts.changedCells += prediction.changed();
      out.prediction(prediction);
    }
  }

  /**
   * The rows of every call, filled up with zeros: a matrix product rounds a row differently in a
   * group of another size, and then an answer that is repeated after a failure would not be the one
   * that was given. Products take rows by eights, or fewer in a remainder that rounds in its own
   * way.
   */
  static int rows(int atLeast) {
    return (atLeast + 7) / 8 * 8;
  }

  private Prediction prediction(
      Cells cells, float[] decoded, List<String> known, String served, Receipts.Slip slip) {
    boolean classifies = learner.config.schema().label().task().isClassification();
    List<Named> classes = learner.decoder.classes(decoded, known);
    boolean named = !classes.isEmpty();
    double otherwise = classifies ? Double.NaN : decoded[0]; // no class is known yet
    return new Prediction(
        cells.envelope(),
        named ? classes.get(0).value() : otherwise,
        named ? classes.get(0).name() : null,
        classes,
        learner.version,
        served,
        slip.receipts(),
        slip.omitted());
  }

  /** The batch as the mixture meets it, but for what changes the units of its cells. */
  private static Batch met(Arm arm, Mixture mixture, Batch batch) {
    Batch met = batch;
    for (Step step : arm.pipeline.steps()) {
      if (step == mixture) {
        break;
      }
      met = KEEPS_UNITS.contains(step.name()) ? step.forward(arm.parameters, met).out() : met;
    }
    return met;
  }
}
