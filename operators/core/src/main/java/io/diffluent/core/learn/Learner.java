package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.Prequential;
import io.diffluent.core.model.Model;
import io.diffluent.core.record.Label;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.ParameterGroup;
import io.diffluent.core.step.ParameterGroup.Rule;
import io.diffluent.core.step.Parameters;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.Softmax;
import io.diffluent.core.step.SourceWeights;
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

  final Views views;
  final Decoder decoder;

  private final Scorer scorer;
  private final int mixtureArm;
  private final int noCleanArm;
  private final List<Scorer.Waiting> unscored = new ArrayList<>();

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
    Pipeline pipeline = Steps.pipeline(config.steps(), context);
    this.groups = pipeline.parameters();
    this.parameters = Parameters.start(groups);
    this.optimizer = new StepOptimizer(groups);
    this.views = new Views(config, encoding, arms, pipeline);
    this.decoder = new Decoder(label);
    this.scorer = new Scorer(this, context);
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
    double label = read(cells.label());
    Example example = new Example(cells, label, labels.mean(), labels.deviation());
    unscored.add(new Scorer.Waiting(example, classes));
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

  /** The label as a number; NaN if there is none, or none that can be believed. */
  private double read(String text) {
    double label = labels.read(text);
    if (!labels.isImplausible(label)) {
      return label;
    }
    counts.implausibleLabels++;
    labels.observe(label);
    return Double.NaN;
  }

  /** Scores what is waiting; must be called before the state is written. */
  public void score(Output out) {
    if (!unscored.isEmpty()) {
      scorer.score(unscored, out);
      unscored.clear();
    }
  }

  /** The arm that answers. */
  int served() {
    return guard.isActive() ? noCleanArm : Math.max(mixtureArm, 0);
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
    if (!done.applied()) {
      return false;
    }
    evaluate(examples, done.outputs(), out);
    if (mixtureArm >= 0) {
      Parameters gradients = Parameters.zeros(groups);
      Batch last = view.forward().out();
      float[] byInputs = done.inputGradient();
      int at = mixtureArm * rows * encoding.inputs();
      view.forward().pullback().apply(views.gradient(last, byInputs, at), gradients);
      if (gradients.isFinite()) {
        optimizer.update(Rule.SAME_BATCH, parameters, gradients);
      }
    }
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
    int n = config.schema().sources().size();
    if (n < 2
        || !config.steps().contains("source-weights")
        || mixtureArm < 0
        || buffer.isEmpty()
        || version % LOOK_AHEAD_EVERY != 0) {
      return;
    }
    List<float[]> bySource = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      int source = k;
      bySource.add(
          meanGradient(
              buffer.latest(
                  config.batch(), example -> example.cells().envelope().source() == source)));
    }
    float[] validation = meanGradient(trusted.isEmpty() ? fresh : trusted.examples());
    double[] logits = parameters.get(SourceWeights.LOGITS);
    Parameters gradients = Parameters.zeros(groups);
    SourceLookAhead.addGradient(
        bySource,
        validation,
        model.preconditioner(mixtureArm),
        logits,
        gradients.get(SourceWeights.LOGITS));
    if (gradients.isFinite()) {
      optimizer.update(Rule.LOOK_AHEAD, parameters, gradients);
    }
  }

  /** Gradient of the mixture's model on some examples; null if there are none. */
  private float[] meanGradient(List<Example> examples) {
    if (examples.isEmpty()) {
      return null;
    }
    List<Cells> records = examples.stream().map(Example::cells).toList();
    float[] inputs = views.ofArm(mixtureArm, parameters, records, views.batch(records));
    return model.gradient(mixtureArm, inputs, targets(examples), records.size());
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
