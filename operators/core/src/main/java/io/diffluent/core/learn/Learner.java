package io.diffluent.core.learn;

import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Demand;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.Prequential;
import io.diffluent.core.model.Model;
import io.diffluent.core.record.Label;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.step.StepContext;
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
 * or parameter that is not finite is ever accepted: such a batch is skipped, counted and forgotten;
 * see {@link Freeze} for many in a row.
 *
 * <p>Not thread-safe.
 */
public final class Learner implements AutoCloseable {

  /** Trusted rows that are remembered: these, or four batches. */
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
  final ModelInput input;
  final List<Arm> arms;
  final Model model;
  final Labels labels;
  final Prequential[] errors;
  final Guard guard;
  final Freeze freeze = new Freeze();
  final Counts counts = new Counts();
  final Recent open;
  final Sources sources;
  final Recent buffer;
  final Recent trusted;
  final Arena arena = new Arena();
  SeededRandom random;
  long version;
  long timestamp = Long.MIN_VALUE;

  final Decoder decoder;
  private final Scorer scorer;
  private final Judge judge;
  private final Trainer trainer;
  private final Pruning pruning;
  private final int mixtureArm;
  private final int noCleanArm;
  private final List<Scorer.Waiting> unscored = new ArrayList<>();
  private final List<Example> heldOut = new ArrayList<>();
  private Demand demand;

  /** A learner that knows nothing yet. */
  public Learner(LearnerConfig config, String key) {
    Label label = config.schema().label();
    StepContext context = config.context();
    this.config = config;
    this.key = key;
    this.encoding = context.encoding();
    this.input = ModelInput.of(encoding, label, config.lags());
    this.arms = Arms.of(config, context);
    this.decoder = new Decoder(label);
    this.scorer = new Scorer(this);
    this.judge = new Judge(this);
    this.trainer = new Trainer(this, judge);
    this.pruning = new Pruning(config, arms);
    List<String> names = armNames();
    this.mixtureArm = names.indexOf(Arm.MIXTURE);
    this.noCleanArm = names.indexOf(Arm.NO_CLEAN);
    this.labels = new Labels(label, config.lags());
    this.errors = new Prequential[arms.size()];
    for (int a = 0; a < errors.length; a++) {
      errors[a] = new Prequential(label.task(), label.classes(), config.window());
    }
    this.guard = new Guard(config.guardMargin(), label.task());
    this.open = new Recent(config.batch());
    this.sources = new Sources(config.schema().sources().size());
    this.buffer = new Recent(config.limits().replayBatches() * config.batch());
    this.trusted = new Recent(trustedExamples(config));
    long seed = SeededRandom.derive(config.seed(), config.pipeline() + '/' + key);
    this.random = new SeededRandom(SeededRandom.derive(seed, "replay"));
    this.model =
        config
            .model()
            .create(
                config.shape(arms.size(), input.size()),
                input.quiet(),
                SeededRandom.derive(seed, "model"));
  }

  static int trustedExamples(LearnerConfig config) {
    return config.trusted() < 0 ? 0 : Math.max(TRUSTED_EXAMPLES, 4 * config.batch());
  }

  public long version() {
    return version;
  }

  public String key() {
    return key;
  }

  List<String> armNames() {
    return arms.stream().map(arm -> arm.name).toList();
  }

  public Counts counts() {
    return counts;
  }

  /** Everything that is counted, by name. */
  public List<Named> totals() {
    List<Named> totals = new ArrayList<>(counts.values());
    totals.add(new Named("guardSwitches", guard.switches()));
    totals.add(new Named("freezes", freeze.times()));
    totals.add(new Named("frozen", freeze.isActive() ? 1 : 0));
    return totals;
  }

  public boolean hasUnscored() {
    return !unscored.isEmpty();
  }

  /** Which alternatives the next record should come with. */
  public Demand demand() {
    if (demand == null) {
      demand = pruning.demand(version);
    }
    return demand;
  }

  /**
   * Takes one record; results may come now or with a later call.
   *
   * @return the record as it is scored, with its label if that came along and can be read
   */
  public Example accept(Cells cells, Output out) {
    int classes = labels.classes().size();
    boolean teaches = config.isForLearning(cells.envelope());
    // Before the label is looked at: one that cannot be believed moves the units, too.
    Example unlabelled =
        new Example(cells, Double.NaN, labels.units(), labels.lags(input.lagSize()));
    double label = read(cells.label(), teaches);
    Example example = unlabelled.labelled(label);
    unscored.add(new Scorer.Waiting(example, classes));
    if (!example.isLabelled()) {
      counts.unlabelled++;
    } else if (teaches) {
      take(example);
    } else {
      labels.remember(label);
      heldOut.add(example.forLearning());
    }
    work(out);
    return example;
  }

  /**
   * Takes the label of a record that has been scored; what was scored is what is learned.
   *
   * @param scored as {@link #accept} returned it
   * @return whether the label can be read; if not, nothing has been learned
   */
  public boolean teach(Example scored, String text, Output out) {
    double label = read(text, true);
    if (Double.isNaN(label)) {
      return false;
    }
    take(scored.labelled(label));
    work(out);
    return true;
  }

  private void take(Example example) {
    labels.remember(example.label());
    labels.observe(example.label());
    open.add(example.forLearning());
    timestamp = example.cells().envelope().timestamp();
  }

  private void work(Output out) {
    if (open.isFull()) {
      score(out);
      learn(out);
    } else if (unscored.size() >= config.scoreBatch()) {
      score(out);
    }
  }

  /** The label as a number; NaN if there is none, or none that can be believed. */
  private double read(String text, boolean teaches) {
    double label = labels.read(text, teaches);
    if (!labels.isImplausible(label)) {
      return label;
    }
    counts.implausibleLabels++;
    if (teaches) {
      labels.doubt(label);
    }
    return Double.NaN;
  }

  /** Scores what is waiting; must be called before the state is written. */
  public void score(Output out) {
    if (!unscored.isEmpty()) {
      scorer.score(unscored, out);
      unscored.clear();
    }
    if (!heldOut.isEmpty()) {
      judge.report(heldOut, trainer.predict(heldOut), out);
      heldOut.clear();
    }
  }

  /** Takes the losses of all arms on one record. Without one of the two there is no guard. */
  void compare(double[] losses) {
    if (mixtureArm >= 0 && noCleanArm >= 0) {
      guard.compare(losses[mixtureArm], losses[noCleanArm]);
    }
  }

  /** The arm that answers. */
  int served() {
    return guard.isActive() ? noCleanArm : Math.max(mixtureArm, 0);
  }

  /** Ends a bounded input: the rest is scored and learned. */
  public void finish(Output out) {
    score(out);
    boolean reported = !open.isEmpty() && learn(out);
    if (!reported) {
      out.telemetry(new TelemetryReport(this).make());
    }
  }

  /** Learns the open batch; true when telemetry was given. */
  boolean learn(Output out) {
    List<Example> examples = open.examples();
    boolean frozen = freeze.isActive();
    boolean finite = frozen ? trainer.tries(examples, out) : trainer.learns(examples, out);
    counts.skippedBatches += finite && !frozen ? 0 : 1;
    open.clear();
    version++;
    demand = null;
    boolean turns = freeze.changes(finite);
    guard.judge();
    boolean reports = turns || version % config.telemetryEvery() == 0;
    if (reports) {
      out.telemetry(new TelemetryReport(this).make());
    }
    return reports;
  }

  float[] targets(List<Example> examples) {
    LabelUnits units = labels.units();
    float[] targets = new float[examples.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) units.target(examples.get(i).label());
    }
    return targets;
  }

  @Override
  public void close() {
    model.close();
  }
}
