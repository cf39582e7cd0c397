package io.diffluent.core.learn;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.model.ModelShape;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;
import io.diffluent.core.state.Fields;
import io.diffluent.core.step.StepContext;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides how a learner behaves; together with its seed and its input it decides
 * every bit of the outcome.
 *
 * @param pipeline the pipeline's name; part of every seed
 * @param schema columns, label and sources
 * @param cleaner the alternatives
 * @param steps names of the steps, in order
 * @param rule how the weights of the steps learn
 * @param hidden units of the model's hidden layers
 * @param model makes the model
 * @param batch labelled records per learning step
 * @param replay extra model steps per learning step
 * @param seed seed of everything random
 * @param arms names of the arms; {@code mixture} is served, or the first where there is none
 * @param trusted index of the trusted source, or -1; where there is one, errors are measured on its
 *     records only: labels that are not believed measure nothing
 * @param guardMargin how much worse than {@code no-clean} the mixture may be before the guard
 *     serves
 * @param window records of one evaluation window
 * @param scoreBatch records scored together at most
 * @param telemetryEvery learning steps between two telemetry records
 * @param outcomes whether outcomes are emitted
 * @param lags how many labels that have already arrived are inputs of the model
 * @param pruning repairs whose weight is below this share of the largest are not computed, but on
 *     every 20th batch; 0 computes all
 * @param heldOutFrom events from this offset on are scored and judged, and teach nothing
 * @param limits bounds on memory
 */
public record LearnerConfig(
    String pipeline,
    Schema schema,
    CleanerConfig cleaner,
    List<String> steps,
    LearningRule rule,
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
    int lags,
    double pruning,
    long heldOutFrom,
    Limits limits)
    implements Serializable {

  /** Numbers in an array of bytes, four each, on its way to the engine. */
  private static final int AT_ONCE = Integer.MAX_VALUE / Float.BYTES;

  /**
   * Numbers of remembered rows, four bytes each, that state holds beside the rest: half of an array
   * of bytes, so that there is room for what is said about suspect cells.
   */
  private static final long REMEMBERED = 1L << 28;

  public LearnerConfig {
    steps = List.copyOf(steps);
    hidden = List.copyOf(hidden);
    arms = List.copyOf(arms);
    atLeast(1, batch, "batch");
    atLeast(1, window, "window");
    atLeast(1, scoreBatch, "scoreBatch");
    atLeast(1, telemetryEvery, "telemetryEvery");
    atLeast(0, lags, "lags");
    if (!(pruning >= 0 && pruning <= 1)) {
      throw new IllegalArgumentException("pruning is " + pruning + ", not in [0, 1]");
    }
    if (trusted >= schema.sources().size()) {
      throw new IllegalArgumentException(
          "trusted source " + trusted + " of " + schema.sources().size());
    }
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", less than " + least);
    }
  }

  /** The same learner with models from another place. */
  public LearnerConfig withModel(ModelFactory other) {
    return with(other, heldOutFrom);
  }

  /** The same learner, which learns nothing from events from this offset on. */
  public LearnerConfig withHeldOutFrom(long offset) {
    return with(model, offset);
  }

  private LearnerConfig with(ModelFactory model, long heldOutFrom) {
    return new LearnerConfig(
        pipeline,
        schema,
        cleaner,
        steps,
        rule,
        hidden,
        model,
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
        lags,
        pruning,
        heldOutFrom,
        limits);
  }

  /**
   * Names of all arms, with {@code singles} spelt out.
   *
   * @throws IllegalArgumentException naming the first that cannot be made
   */
  public List<String> armNames() {
    return Arms.of(this, context()).stream().map(arm -> arm.name).toList();
  }

  /** Whether an arm is shown what a polluter knows to be true. */
  public boolean asksForTruth() {
    return arms.contains(Arm.ORACLE) || arms.contains(Arm.ORACLE + Arms.WITH_STEPS);
  }

  /**
   * Checks that every arm can be made, and that what all of them see at once fits into one array.
   *
   * @throws IllegalArgumentException naming the first that cannot, or saying how much it would be
   */
  public void checkArms() {
    int arms = Arms.of(this, context()).size();
    int inputs = input().size();
    int rows = Scorer.rows(Math.max(batch, scoreBatch));
    if ((long) arms * rows * inputs > AT_ONCE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "too much is learned at once: %,d arms see %,d rows of %,d inputs, at most %,d numbers."
                  + " Make learn.batch and learn.scoreBatch smaller, learn.arms shorter, or the size"
                  + " of categorical columns smaller.",
              arms,
              rows,
              inputs,
              AT_ONCE));
    }
  }

  /**
   * Checks that the arms' models can be kept in state, where an array has at most {@link
   * Fields#MOST} numbers, and so can the rows that are remembered, which are written as one array
   * of bytes. What a block of one's own holds is not known here.
   *
   * @throws IllegalArgumentException saying how large they are, and what makes them smaller
   */
  public void checkState() {
    int arms = Arms.of(this, context()).size();
    int inputs = input().size();
    ModelShape shape = shape(arms, inputs);
    if (shape.parameters() > Fields.MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the model is too large for state: %,d parameters (%d arms, %d inputs, hidden layers"
                  + " %s), at most %,d. Make model.hidden smaller, learn.arms shorter, or the size"
                  + " of categorical columns smaller.",
              shape.parameters(),
              arms,
              inputs,
              hidden,
              Fields.MOST));
    }
    long rows = (limits.replayBatches() + 1L) * batch + Learner.trustedExamples(this);
    int columns = schema.columns().size();
    int numbers = columns + input().lagInputs();
    long remembered = rows * numbers + 2L * limits.reservoir() * columns;
    if (remembered > REMEMBERED) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "what is remembered is too large for state: %,d rows of %,d numbers (a number a column,"
                  + " and the past labels) and %,d rows of %,d columns, at most %,d numbers. Make"
                  + " learn.batch, label.lags, label.classes or clean.reservoir smaller, or ignore"
                  + " columns.",
              rows,
              numbers,
              limits.reservoir(),
              columns,
              REMEMBERED));
    }
  }

  private ModelInput input() {
    return ModelInput.of(Encoding.of(schema), schema.label(), lags);
  }

  /** What the steps know about the table. */
  StepContext context() {
    return new StepContext(
        Encoding.of(schema),
        cleaner.detectors(),
        cleaner.repairs(),
        schema.sources(),
        trusted >= 0,
        rule.update());
  }

  /** The shape of the model, given how many arms and inputs there are. */
  ModelShape shape(int arms, int inputs) {
    return new ModelShape(arms, inputs, hidden, schema.label().outputs(), schema.label().task());
  }

  /** Whether a record teaches. */
  boolean isForLearning(Envelope envelope) {
    return envelope.origin().offset() < heldOutFrom;
  }
}
