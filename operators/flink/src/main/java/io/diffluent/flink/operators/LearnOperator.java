package io.diffluent.flink.operators;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.RecordLearner;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Record;
import io.diffluent.flink.linalg.FlinkMlMatrixVector;
import io.diffluent.flink.metrics.LearnMetrics;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Records to predictions, cleaning and learning on the way; keyed state: column statistics and
 * learner of each model key.
 *
 * <p>Records that wait for others to be scored with them wait at most {@code scoreDelayMs} of
 * processing time. That decides only when an answer leaves, never what is learned. Before a barrier
 * and at the end of input nothing waits any more.
 */
public final class LearnOperator extends LiveStateOperator<Record, Prediction, RecordLearner>
    implements BoundedOneInput {

  private static final long serialVersionUID = 1;

  private final LearnerConfig config;
  private final long scoreDelayMs;
  private final OutputTag<Telemetry> telemetryTag;
  private final OutputTag<Outcome> outcomeTag;
  private transient LearnerConfig placed;
  private transient Learner.Output results;
  private transient LearnMetrics metrics;
  private transient boolean timerIsSet;
  private transient RuntimeException failure;

  public LearnOperator(
      LearnerConfig config,
      long scoreDelayMs,
      OutputTag<Telemetry> telemetryTag,
      OutputTag<Outcome> outcomeTag) {
    super("model", config.limits().liveKeys());
    this.config = config;
    this.scoreDelayMs = scoreDelayMs;
    this.telemetryTag = telemetryTag;
    this.outcomeTag = outcomeTag;
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics = new LearnMetrics(getMetricGroup(), config);
    placed = Gpu.place(config, getRuntimeContext().getExternalResourceInfos(Gpu.RESOURCE));
    results = new Results();
  }

  /** Sends results on, and tells the metrics. */
  private final class Results implements Learner.Output {
    private final StreamRecord<Prediction> main = new StreamRecord<>(null);
    private final StreamRecord<Telemetry> telemetry = new StreamRecord<>(null);
    private final StreamRecord<Outcome> outcome = new StreamRecord<>(null);

    @Override
    public void prediction(Prediction prediction) {
      metrics.scored(prediction);
      output.collect(main.replace(prediction));
    }

    @Override
    public void outcome(Outcome value) {
      output.collect(outcomeTag, outcome.replace(value));
    }

    @Override
    public void telemetry(Telemetry value) {
      metrics.learned(value);
      output.collect(telemetryTag, telemetry.replace(value));
    }
  }

  @Override
  RecordLearner create(String key) {
    metrics.created(key);
    return RecordLearner.fresh(placed, FlinkMlMatrixVector.INSTANCE, key);
  }

  @Override
  RecordLearner read(String key, byte[] bytes) throws Exception {
    RecordLearner model = RecordLearner.read(placed, FlinkMlMatrixVector.INSTANCE, key, bytes);
    metrics.restored(key, model.learner().counts().values());
    return model;
  }

  @Override
  byte[] write(RecordLearner model) {
    refuseAfterFailure();
    model.learner().score(results);
    return model.write();
  }

  @Override
  void process(Record record, RecordLearner model) {
    refuseAfterFailure();
    metrics.cleaned(model.accept(record, results));
    if (model.learner().hasUnscored() && !timerIsSet) {
      timerIsSet = true;
      long now = getProcessingTimeService().getCurrentProcessingTime();
      getProcessingTimeService().registerTimer(now + scoreDelayMs, this::scoreWaiting);
    }
  }

  private void scoreWaiting(long time) {
    timerIsSet = false;
    try {
      for (RecordLearner model : live()) {
        model.learner().score(results);
      }
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * A failure in a timer ends the task, but not at once. Until then a learner that was left in the
   * middle of scoring must not go on, and above all must not become part of a checkpoint.
   */
  private void refuseAfterFailure() {
    if (failure != null) {
      throw new IllegalStateException("the task has failed in a timer", failure);
    }
  }

  @Override
  public void endInput() throws Exception {
    finishAll();
  }

  @Override
  void finish(RecordLearner model) {
    refuseAfterFailure();
    model.learner().finish(results);
  }

  @Override
  void release(RecordLearner model) {
    model.close();
  }
}
