package io.diffluent.core.learn;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.Prequential;
import io.diffluent.core.model.Model;
import io.diffluent.core.record.Label;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.Mixture;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.ParameterGroup.Rule;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.Softmax;
import io.diffluent.core.step.SourceWeights;
import io.diffluent.core.step.Step;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.StepOptimizer;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * The learner of one model key.
 *
 * <p><b>Order.</b> A record is scored with what is known when it arrives, then appended to the open
 * mini-batch. A full batch closes on count, never on time: it is first evaluated (prequential),
 * then one forward and backward pass trains the model and every learned weight, then the replay
 * steps follow. Scoring has its own micro-batch; how records are grouped for scoring changes
 * nothing that is learned.
 *
 * <p><b>Laws.</b> The same configuration, seed and records give the same bits. {@link
 * LearnerCodec#read} of {@link LearnerCodec#write} continues with the same bits. No loss, gradient
 * or parameter that is not finite is ever accepted: such a batch is skipped and counted.
 *
 * <p>Not thread-safe.
 */
public final class Learner implements AutoCloseable {

  /** The source weights are updated every so many learning steps; it costs a pass per source. */
  private static final int LOOK_AHEAD_EVERY = 4;

  private static final int TRUSTED_EXAMPLES = 256;

  /** Where results go. */
  public interface Output {
    void prediction(Prediction prediction);

    void outcome(Outcome outcome);

    void telemetry(Telemetry telemetry);
  }

  final LearnerConfig config;
  final String key;
  final Encoding encoding;
  final List<Arm> arms;
  final List<ParameterGroup> groups;
  final Model model;
  final Parameters parameters;
  final StepOptimizer optimizer;
  final Labels labels;
  final Prequential[] errors;
  final Guard guard;
  final Counts counts = new Counts();
  final Recent open;
  final Sources sources;
  final Recent buffer;
  final Recent trusted;
  SeededRandom random;
  long version;
  long timestamp = Long.MIN_VALUE;

  private final Pipeline pipeline;
  private final Views views;
  private final Decoder decoder;
  private final Receipts receipts;
  private final Mixture mixture;
  private final Step fills;
  private final int mixtureArm;
  private final int noCleanArm;
  private final List<Waiting> unscored = new ArrayList<>();

  /** A record that waits to be scored, and how many classes were known before it came. */
  private record Waiting(Example example, int classes) {}

  /** A learner that knows nothing yet. */
  public Learner(LearnerConfig config, String key) {
    Label label = config.schema().label();
    this.config = config;
    this.key = key;
    this.encoding = Encoding.of(config.schema());
    this.arms = Arm.of(config);
    StepContext context =
        new StepContext(
            encoding,
            config.cleaner().detectors(),
            config.cleaner().repairs(),
            config.schema().sources(),
            config.update());
    this.pipeline = Steps.pipeline(config.steps(), context);
    this.groups = pipeline.parameters();
    this.parameters = Parameters.start(groups);
    this.optimizer = new StepOptimizer(groups);
    this.views = new Views(config, encoding, arms, pipeline);
    this.decoder = new Decoder(label);
    this.receipts = new Receipts(config, encoding);
    this.mixture = config.steps().contains("mixture") ? new Mixture(context) : null;
    this.fills =
        config.steps().contains("learned-fill") ? Steps.named("learned-fill", context) : null;
    this.mixtureArm = arms.indexOf(new Arm.Mixed());
    this.noCleanArm = arms.indexOf(new Arm.NoClean());
    this.labels = new Labels(label);
    this.errors = new Prequential[arms.size()];
    for (int a = 0; a < errors.length; a++) {
      errors[a] = new Prequential(label.task(), label.classes(), config.window());
    }
    this.guard = new Guard(config.guardMargin());
    this.open = new Recent(config.batch());
    this.sources = new Sources(config.schema().sources().size());
    this.buffer = new Recent(config.limits().replayBatches() * config.batch());
    this.trusted = new Recent(config.trusted() < 0 ? 0 : TRUSTED_EXAMPLES);
    long seed = SeededRandom.derive(config.seed(), config.pipeline() + '/' + key);
    this.random = new SeededRandom(SeededRandom.derive(seed, "replay"));
    this.model =
        config
            .model()
            .create(
                config.shape(arms.size(), encoding.inputs()),
                encoding.gateInputs(),
                SeededRandom.derive(seed, "model"));
  }

  public long version() {
    return version;
  }

  public Counts counts() {
    return counts;
  }

  public boolean hasUnscored() {
    return !unscored.isEmpty();
  }

  /** Takes one record; results may come now or with a later call. */
  public void accept(Cells cells, Output out) {
    int classes = labels.classes().size();
    double label = labels.read(cells.label());
    Example example = new Example(cells, label, labels.mean(), labels.deviation());
    unscored.add(new Waiting(example, classes));
    if (example.isLabelled()) {
      labels.observe(label);
      open.add(example.forLearning());
      timestamp = cells.envelope().timestamp();
    } else {
      counts.unlabelled++;
    }
    if (open.isFull()) {
      score(out);
      learn(out);
    } else if (unscored.size() >= config.scoreBatch()) {
      score(out);
    }
  }

  /** Scores what is waiting; must be called before the state is written. */
  public void score(Output out) {
    if (unscored.isEmpty()) {
      return;
    }
    List<Cells> records = unscored.stream().map(waiting -> waiting.example().cells()).toList();
    int served = served();
    Batch batch = served == mixtureArm ? views.batch(records) : null;
    float[] inputs = views.ofArm(served, parameters, records, batch);
    float[] raw = model.predict(served, inputs, records.size());
    boolean explains = batch != null && mixture != null;
    Alternatives alternatives = explains ? filled(batch).alternatives() : null;
    Mixture.Choice[] choices = explains ? mixture.choose(parameters, alternatives) : null;
    int outputs = config.schema().label().outputs();
    int cell = 0;
    for (int i = 0; i < records.size(); i++) {
      Example example = unscored.get(i).example();
      List<String> classes = labels.classes().subList(0, unscored.get(i).classes());
      float[] decoded = decoder.decode(raw, i * outputs, example);
      List<Receipt> receipt =
          explains ? receipts.of(records.get(i), alternatives, choices, cell) : List.of();
      int suspects = records.get(i).suspects().count();
      cell += suspects;
      counts.scored++;
      counts.suspectCells += suspects;
      counts.changedCells += receipt.size();
      out.prediction(
          prediction(example.cells(), decoded, classes, arms.get(served).name(), receipt));
    }
    unscored.clear();
  }

  private Prediction prediction(
      Cells cells, float[] decoded, List<String> known, String served, List<Receipt> receipt) {
    List<Named> classes = decoder.classes(decoded, known);
    boolean named = !classes.isEmpty();
    return new Prediction(
        cells.envelope(),
        named ? classes.get(0).value() : decoded[0],
        named ? classes.get(0).name() : null,
        classes,
        version,
        served,
        receipt);
  }

  /** The batch as the mixture meets it: with the learned fills in place. */
  private Batch filled(Batch batch) {
    return fills == null ? batch : fills.forward(parameters, batch).out();
  }

  private int served() {
    if (guard.isActive()) {
      return noCleanArm;
    }
    return Math.max(mixtureArm, 0);
  }

  /** Ends a bounded input: the rest is scored and learned. */
  public void finish(Output out) {
    score(out);
    long before = version;
    if (!open.isEmpty()) {
      learn(out);
    }
    boolean reported = version > before && version % config.telemetryEvery() == 0;
    if (!reported) {
      out.telemetry(new TelemetryReport(this).make());
    }
  }

  private void learn(Output out) {
    List<Example> examples = open.examples();
    lookAhead(examples);
    boolean applied = step(examples, out);
    counts.learned += examples.size();
    counts.skippedBatches += applied ? 0 : 1;
    for (Example example : examples) {
      buffer.add(example);
      sources.observe(example.cells().envelope().source());
      if (example.cells().envelope().source() == config.trusted()) {
        trusted.add(example);
      }
    }
    replay(examples.size());
    open.clear();
    version++;
    if (mixtureArm >= 0 && noCleanArm >= 0) {
      guard.judge(
          errors[mixtureArm].decayedError(), errors[noCleanArm].decayedError(), counts.learned);
    }
    if (version % config.telemetryEvery() == 0) {
      out.telemetry(new TelemetryReport(this).make());
    }
  }

  /**
   * One forward and backward pass on the fresh batch trains everything; false if it was skipped.
   */
  private boolean step(List<Example> examples, Output out) {
    List<Cells> records = examples.stream().map(Example::cells).toList();
    int rows = examples.size();
    Views.View view = views.of(parameters, records, sources.scale(sourceWeights()));
    Model.Step done =
        model.train(view.inputs(), targets(examples), view.weights(), rows, mixtureArm >= 0);
    evaluate(examples, done.outputs(), out);
    if (!done.applied() || mixtureArm < 0) {
      return done.applied();
    }
    Parameters gradients = Parameters.zeros(groups);
    view.forward().pullback().apply(gradient(view.forward().out(), done), gradients);
    if (!gradients.isFinite()) {
      return false;
    }
    optimizer.update(Rule.SAME_BATCH, parameters, gradients);
    return true;
  }

  private void evaluate(List<Example> examples, float[] raw, Output out) {
    int outputs = config.schema().label().outputs();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      if (config.trusted() >= 0 && example.cells().envelope().source() != config.trusted()) {
        continue; // a label that is not believed measures nothing
      }
      float[][] decoded = new float[arms.size()][];
      for (int a = 0; a < arms.size(); a++) {
        decoded[a] = decoder.decode(raw, (a * examples.size() + i) * outputs, example);
        errors[a].add(example.label(), decoded[a]);
      }
      if (config.outcomes()) {
        out.outcome(new Outcome(example.cells().envelope().origin(), example.label(), decoded));
      }
    }
  }

  private BatchGradient gradient(Batch batch, Model.Step done) {
    int width = encoding.width();
    int columns = encoding.columns().size();
    int rows = batch.rows();
    double[] dx = new double[rows * width];
    double[] dg = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      int at = (mixtureArm * rows + i) * encoding.inputs();
      for (int j = 0; j < width; j++) {
        dx[i * width + j] = done.inputGradient()[at + j];
      }
      for (int c = 0; c < columns; c++) {
        dg[i * columns + c] = done.inputGradient()[at + width + c];
      }
    }
    // Weights learn by look-ahead, never from the loss of their own batch.
    return new BatchGradient(
        dx, dg, new double[rows], new double[batch.alternatives().value().length]);
  }

  private void replay(int rows) {
    int steps = config.replay().steps(counts.learned);
    for (int s = 0; s < steps; s++) {
      List<Example> drawn = buffer.draw(rows, random);
      Views.View view =
          views.of(
              parameters,
              drawn.stream().map(Example::cells).toList(),
              sources.scale(sourceWeights()));
      model.train(view.inputs(), targets(drawn), view.weights(), rows, false);
      counts.replaySteps++;
    }
  }

  /** The learned weights of the sources; null without that step. */
  private double[] sourceWeights() {
    return config.steps().contains("source-weights")
        ? Softmax.of(parameters.get(SourceWeights.LOGITS))
        : null;
  }

  private void lookAhead(List<Example> fresh) {
    int sources = config.schema().sources().size();
    if (sources < 2
        || !config.steps().contains("source-weights")
        || mixtureArm < 0
        || buffer.isEmpty()
        || version % LOOK_AHEAD_EVERY != 0) {
      return;
    }
    List<float[]> bySource = new ArrayList<>();
    for (int k = 0; k < sources; k++) {
      int source = k;
      bySource.add(
          meanGradient(
              buffer.latest(
                  config.batch(), example -> example.cells().envelope().source() == source)));
    }
    float[] validation = meanGradient(trusted.isEmpty() ? fresh : trusted.examples());
    double[] logits = parameters.get(SourceWeights.LOGITS);
    double[] gradient =
        SourceLookAhead.gradient(bySource, validation, model.preconditioner(mixtureArm), logits);
    Parameters gradients = Parameters.zeros(groups);
    System.arraycopy(gradient, 0, gradients.get(SourceWeights.LOGITS), 0, sources);
    if (gradients.isFinite()) {
      optimizer.update(Rule.LOOK_AHEAD, parameters, gradients);
    }
  }

  /** Gradient of the mixture's model on some examples; null if there are none. */
  private float[] meanGradient(List<Example> examples) {
    if (examples.isEmpty()) {
      return null;
    }
    int rows = examples.size();
    int size = encoding.inputs();
    Step.Forward forward =
        pipeline.forward(parameters, views.batch(examples.stream().map(Example::cells).toList()));
    float[] inputs = new float[rows * size];
    views.copyInputs(forward.out(), inputs, 0);
    return model.gradient(mixtureArm, inputs, targets(examples), rows);
  }

  private float[] targets(List<Example> examples) {
    float[] targets = new float[examples.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) labels.target(examples.get(i).label());
    }
    return targets;
  }

  @Override
  public void close() {
    model.close();
  }
}
