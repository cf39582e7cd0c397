package io.diffluent.core.learn;

import io.diffluent.core.cells.CleanerConfig;
import io.diffluent.core.model.JavaModelFactory;
import io.diffluent.core.model.ModelFactory;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Schema;
import io.diffluent.core.step.Steps;
import java.util.List;

/** A learner's configuration for tests: small, everything on, and what a test wants otherwise. */
public final class LearnerSetup {

  public static final Limits SMALL_LIMITS =
      new Limits(64 * 1024, 8, 128, 4096, 64, 4096, 100, 50, 4, 32, 8);

  private final Schema schema;
  private CleanerConfig cleaner = CleanerConfig.all();
  private List<String> steps = Steps.standard();
  private List<Integer> hidden = List.of();
  private ModelFactory model = JavaModelFactory.adam(0.01);
  private int batch = 16;
  private Replay replay = Replay.always(1);
  private long seed = 7;
  private List<String> arms = List.of(Arm.MIXTURE, Arm.NO_CLEAN);
  private LearningRule rule = LearningRule.NATURAL;
  private int lags;
  private double pruning;
  private int trusted = -1;
  private double guardMargin = 0.05;
  private int scoreBatch = 8;
  private int telemetryEvery = 10;
  private boolean outcomes = true;
  private Limits limits = SMALL_LIMITS;

  private LearnerSetup(Schema schema) {
    this.schema = schema;
  }

  public static LearnerSetup of(Schema schema) {
    return new LearnerSetup(schema);
  }

  public LearnerSetup cleaner(CleanerConfig cleaner) {
    this.cleaner = cleaner;
    return this;
  }

  public LearnerSetup steps(String... steps) {
    this.steps = List.of(steps);
    return this;
  }

  public LearnerSetup hidden(Integer... hidden) {
    this.hidden = List.of(hidden);
    return this;
  }

  public LearnerSetup model(ModelFactory model) {
    this.model = model;
    return this;
  }

  public LearnerSetup batch(int batch) {
    this.batch = batch;
    return this;
  }

  public LearnerSetup replay(Replay replay) {
    this.replay = replay;
    return this;
  }

  public LearnerSetup seed(long seed) {
    this.seed = seed;
    return this;
  }

  public LearnerSetup arms(String... arms) {
    this.arms = List.of(arms);
    return this;
  }

  public LearnerSetup rule(LearningRule rule) {
    this.rule = rule;
    return this;
  }

  public LearnerSetup lags(int lags) {
    this.lags = lags;
    return this;
  }

  public LearnerSetup pruning(double share) {
    this.pruning = share;
    return this;
  }

  public LearnerSetup trusted(int source) {
    this.trusted = source;
    return this;
  }

  public LearnerSetup guardMargin(double margin) {
    this.guardMargin = margin;
    return this;
  }

  public LearnerSetup scoreBatch(int records) {
    this.scoreBatch = records;
    return this;
  }

  public LearnerSetup telemetryEvery(int steps) {
    this.telemetryEvery = steps;
    return this;
  }

  public LearnerSetup outcomes(boolean outcomes) {
    this.outcomes = outcomes;
    return this;
  }

  public LearnerSetup limits(Limits limits) {
    this.limits = limits;
    return this;
  }

  public LearnerConfig config() {
    return new LearnerConfig(
        "test",
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
        50,
        scoreBatch,
        telemetryEvery,
        outcomes,
        lags,
        pruning,
        Long.MAX_VALUE,
        limits);
  }
}
