package io.diffluent.flink.operators;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Example;
import io.diffluent.core.learn.Learner;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.RecordLearner;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.flink.linalg.FlinkMlMatrixVector;
import io.diffluent.flink.metrics.LearnMetrics;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Records to predictions, cleaning and learning on the way; keyed state: column statistics and
 * learner of each model key.
 *
 * <p>With a {@link LabelWindow}, records without a label wait for one that comes by itself; see
 * {@link LabelJoin}.
 *
 * <p>Records that wait for others to be scored with them wait at most {@code scoreDelayMs} of
 * processing time. That decides only when an answer leaves, never what is learned. Before a barrier
 * and at the end of input nothing waits any more.
 */
public final class LearnOperator extends LiveStateOperator<Arrival, Prediction, RecordLearner>
    implements BoundedOneInput, Triggerable<String, String> {

  private static final long serialVersionUID = 1;

  private final LearnerConfig config;
  private final long scoreDelayMs;
  private final OutputTag<Telemetry> telemetryTag;
  private final OutputTag<Outcome> outcomeTag;
  private final OutputTag<Parsed.Rejected> rejectedTag;
  private final LabelWindow window;
  private transient LabelJoin labels;
  private transient KeyedLabels labelState;
  private transient LearnerConfig placed;
  private transient Learner.Output results;
  private transient LearnMetrics metrics;
  private transient boolean timerIsSet;
  private transient List<String> reported;
  private transient Throwable failure;

  /**
   * @param rejectedTag where labels go that teach nothing
   * @param window how long records wait for their labels; null where labels come with records only
   */
  public LearnOperator(
      LearnerConfig config,
      long scoreDelayMs,
      OutputTag<Telemetry> telemetryTag,
      OutputTag<Outcome> outcomeTag,
      OutputTag<Parsed.Rejected> rejectedTag,
      LabelWindow window) {
    super("model", config.limits().liveKeys());
    this.config = config;
    this.scoreDelayMs = scoreDelayMs;
    this.telemetryTag = telemetryTag;
    this.outcomeTag = outcomeTag;
    this.rejectedTag = rejectedTag;
    this.window = window;
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics =
        new LearnMetrics(
            getMetricGroup(), config, window == null ? List.of() : LabelLedger.totals());
    placed = Gpu.place(config, getRuntimeContext().getExternalResourceInfos(Gpu.RESOURCE));
    Gpu.check(placed);
    results = new Results();
    if (window != null) {
      labelState = new KeyedLabels();
      labels = new LabelJoin(window, labelState);
    }
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
      Telemetry whole =
          labelState == null ? value : value.with(labelState.ledgerOf(value.model()).values());
      output.collect(telemetryTag, telemetry.replace(whole));
    }
  }

  /** Keyed state, timers and outputs of the label join. */
  private final class KeyedLabels implements LabelJoin.Place {
    private final ValueStateDescriptor<byte[]> known = bytes("labels");
    private final ValueStateDescriptor<byte[]> ledger = bytes("label-ledger");
    private final InternalTimerService<String> timers =
        getInternalTimerService("labels", StringSerializer.INSTANCE, LearnOperator.this);

    private static ValueStateDescriptor<byte[]> bytes(String name) {
      return new ValueStateDescriptor<>(
          name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    @Override
    public byte[] known(String id) throws Exception {
      return getPartitionedState(id, StringSerializer.INSTANCE, known).value();
    }

    @Override
    public void know(String id, byte[] state) throws Exception {
      getPartitionedState(id, StringSerializer.INSTANCE, known).update(state);
    }

    private ValueState<byte[]> ledgerState() throws Exception {
      return getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, ledger);
    }

    @Override
    public LabelLedger ledger() throws Exception {
      byte[] bytes = ledgerState().value();
      try {
        return LabelLedger.read(bytes);
      } catch (IOException e) {
        throw new UnusableStateException("label ledger of model key '" + getCurrentKey() + "'", e);
      }
    }

    @Override
    public void keep(LabelLedger value) throws Exception {
      ledgerState().update(value.write());
    }

    /** The ledger of any key; the current key stays what it was. */
    LabelLedger ledgerOf(String model) {
      Object before = getCurrentKey();
      try {
        setCurrentKey(model);
        return ledger();
      } catch (Exception e) {
        throw new IllegalStateException("label ledger of model key '" + model + "'", e);
      } finally {
        if (before != null) {
          setCurrentKey(before);
        }
      }
    }

    @Override
    public void wakeAt(String id, long time) {
      timers.registerEventTimeTimer(id, time);
    }

    @Override
    public byte[] pack(Example scored) throws Exception {
      return current().waiting(scored);
    }

    @Override
    public boolean teach(byte[] scored, String label) throws Exception {
      RecordLearner model = current();
      try {
        return model.teach(scored, label, results);
      } catch (IOException e) {
        throw new UnusableStateException(
            "a record of model key '" + getCurrentKey() + "' that waits for its label", e);
      }
    }

    @Override
    public void refuse(Parsed.Rejected label) {
      output.collect(rejectedTag, new StreamRecord<>(label));
    }

    @Override
    public void counted(LabelLedger.Entry entry) {
      metrics.label(entry.word);
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
    report(key, model.changes());
    metrics.restored(key, model.learner().totals());
    return model;
  }

  /** Once per task: every key's state tells the same. */
  private void report(String key, List<String> changes) {
    if (!changes.isEmpty() && !changes.equals(reported)) {
      reported = changes;
      LOG.warn(
          "the pipeline has changed since its state was written (model key '{}'): {}",
          key,
          String.join("; ", changes));
    }
  }

  @Override
  byte[] write(RecordLearner model) {
    refuseAfterFailure();
    model.learner().score(results);
    return model.write();
  }

  @Override
  void process(Arrival arrival, long time) throws Exception {
    refuseAfterFailure();
    if (arrival instanceof Record record) {
      RecordLearner model = current();
      Example scored = model.accept(record, results);
      metrics.cleaned(scored.cells());
      if (labels != null) {
        labels.record(record, scored, Math.min(record.envelope().timestamp(), time));
      }
      scoreLater(model);
    } else if (arrival instanceof LabelEvent label) {
      labels.label(label, Math.min(label.timestamp(), time));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, String> timer) throws Exception {
    labels.wake(timer.getNamespace(), timer.getTimestamp());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) {
    throw new IllegalStateException("labels are waited for in event time only");
  }

  private void scoreLater(RecordLearner model) {
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
    } catch (RuntimeException | Error e) {
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
    metrics.released(model.learner().key(), model.learner().totals());
    model.close();
  }
}
