package io.diffluent.core.learn;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.Step;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.Steps;
import java.util.List;

/**
 * Answers for the arm that is served, with receipts where that is the mixture.
 *
 * <p>It changes nothing that is learned; it only counts.
 */
final class Scorer {

  private final Learner learner;
  private final Receipts receipts;
  private final Mixture mixture;
  private final Step fills;
  private final int mixtureArm;

  /** A record that waits to be scored, and how many classes were known before it came. */
  record Waiting(Example example, int classes) {}

  Scorer(Learner learner, StepContext context) {
    List<String> steps = learner.config.steps();
    this.learner = learner;
    this.receipts = new Receipts(learner.config, learner.encoding);
    this.mixture = steps.contains("mixture") ? new Mixture(context) : null;
    this.fills = steps.contains("learned-fill") ? Steps.named("learned-fill", context) : null;
    this.mixtureArm = learner.arms.indexOf(new Arm.Mixed());
  }

  void score(List<Waiting> waiting, Learner.Output out) {
    List<Cells> records = waiting.stream().map(one -> one.example().cells()).toList();
    int served = learner.served();
    Batch batch = served == mixtureArm ? learner.views.batch(records) : null;
    float[] inputs = learner.views.ofArm(served, learner.parameters, records, batch);
    float[] raw = learner.model.predict(served, inputs, records.size());
    boolean explains = batch != null && mixture != null;
    Alternatives alternatives = explains ? filled(batch).alternatives() : null;
    Mixture.Choice[] choices = explains ? mixture.choose(learner.parameters, alternatives) : null;
    int outputs = learner.config.schema().label().outputs();
    String arm = learner.arms.get(served).name();
    int cell = 0;
    for (int i = 0; i < records.size(); i++) {
      Cells cells = records.get(i);
      float[] decoded = learner.decoder.decode(raw, i * outputs, waiting.get(i).example());
      List<String> known = learner.labels.classes().subList(0, waiting.get(i).classes());
      List<Receipt> receipt =
          explains ? receipts.of(cells, alternatives, choices, cell) : List.of();
      cell += cells.suspects().count();
      learner.counts.scored++;
      learner.counts.suspectCells += cells.suspects().count();
      learner.counts.changedCells += receipt.size();
      out.prediction(prediction(cells, decoded, known, arm, receipt));
    }
  }

  private Prediction prediction(
      Cells cells, float[] decoded, List<String> known, String served, List<Receipt> receipt) {
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
        receipt);
  }

  /** The batch as the mixture meets it: with the learned fills in place. */
  private Batch filled(Batch batch) {
    return fills == null ? batch : fills.forward(learner.parameters, batch).out();
  }
}
