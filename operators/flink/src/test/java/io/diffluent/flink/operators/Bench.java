package io.diffluent.flink.operators;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Record;
import io.diffluent.flink.Examples;
import io.diffluent.flink.Sameness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of an operator of ours in Flink's test harness, on the heap backend. */
final class Bench<I, O> implements AutoCloseable {

  static final int MAX_PARALLELISM = 128;
  static final long SCORE_DELAY_MS = 10;

  private final LiveStateOperator<I, O, ?> operator;
  private final String stateName;
  private final KeySelector<I, String> key;
  private final KeyedOneInputStreamOperatorTestHarness<String, I, O> harness;
  private long checkpoint;

  /** Which of how many subtasks. */
  record Place(int parallelism, int index) {
    static final Place ONLY = new Place(1, 0);

    boolean owns(String key) {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism)
          == index;
    }
  }

  private Bench(
      LiveStateOperator<I, O, ?> operator,
      String stateName,
      KeySelector<I, String> key,
      TypeInformation<O> output,
      Place place,
      OperatorSubtaskState state)
      throws Exception {
    this.operator = operator;
    this.stateName = stateName;
    this.key = key;
    this.harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, key, Types.STRING, MAX_PARALLELISM, place.parallelism(), place.index());
    harness.setup(output.createSerializer(new SerializerConfigImpl()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(1_000);
  }

  /** A cleaner; {@code state} null for a fresh one. */
  static Bench<Record, Cells> clean(LearnerConfig config, Place place, OperatorSubtaskState state)
      throws Exception {
    return new Bench<>(
        new CleanOperator(config),
        "statistics",
        record -> record.envelope().model(),
        Examples.CELLS,
        place,
        state);
  }

  /** A learner; {@code state} null for a fresh one. */
  static Bench<Cells, Prediction> learn(
      LearnerConfig config, Place place, OperatorSubtaskState state) throws Exception {
    return new Bench<>(
        new LearnOperator(config, SCORE_DELAY_MS, Examples.TELEMETRY, Examples.OUTCOMES),
        "learner",
        cells -> cells.envelope().model(),
        Examples.PREDICTION,
        place,
        state);
  }

  /** Opens a subtask; {@link #clean} and {@link #learn} are two. */
  @FunctionalInterface
  interface Opener<I, O> {
    Bench<I, O> open(LearnerConfig config, Place place, OperatorSubtaskState state)
        throws Exception;
  }

  /** What an undisturbed cleaner makes of these records. */
  static List<Cells> cells(LearnerConfig config, List<Record> records) throws Exception {
    try (Bench<Record, Cells> bench = clean(config, Place.ONLY, null)) {
      bench.process(records);
      return bench.output();
    }
  }

  KeyedOneInputStreamOperatorTestHarness<String, I, O> harness() {
    return harness;
  }

  void process(List<I> values) throws Exception {
    for (I value : values) {
      harness.processElement(value, 0);
    }
  }

  String key(I value) throws Exception {
    return key.getKey(value);
  }

  /** A checkpoint as a task takes it. */
  OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  List<O> output() {
    return harness.extractOutputValues();
  }

  List<Outcome> outcomes() {
    return side(Examples.OUTCOMES);
  }

  List<Telemetry> telemetry() {
    return side(Examples.TELEMETRY);
  }

  private <X> List<X> side(OutputTag<X> tag) {
    List<X> values = new ArrayList<>();
    if (harness.getSideOutput(tag) != null) {
      harness.getSideOutput(tag).forEach(element -> values.add(element.getValue()));
    }
    return values;
  }

  /** Digests of keyed state as the last snapshot left it. */
  Map<String, String> states() throws Exception {
    Map<String, String> states = new TreeMap<>();
    for (String name : backend().getKeys(stateName, VoidNamespace.INSTANCE).sorted().toList()) {
      states.put(name, Sameness.digest(state(name).value()));
    }
    return states;
  }

  /** Flips a bit in the middle of a key's bytes, behind the operator's back. */
  void damage(String name) throws Exception {
    byte[] bytes = state(name).value().clone();
    bytes[bytes.length / 2] ^= 1;
    overwrite(name, bytes);
  }

  /** Overwrites a key's bytes behind the operator's back. */
  void overwrite(String name, byte[] bytes) throws Exception {
    state(name).update(bytes);
  }

  private ValueState<byte[]> state(String name) throws Exception {
    backend().setCurrentKey(name);
    return backend()
        .getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>(
                stateName, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  private KeyedStateBackend<String> backend() {
    return operator.getKeyedStateBackend();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new AssertionError("the operator does not close", e);
    }
  }

  /** The part of a state that a subtask gets when the parallelism changes. */
  static OperatorSubtaskState part(
      List<OperatorSubtaskState> states, int parallelismBefore, Place place) throws Exception {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new)),
        MAX_PARALLELISM,
        parallelismBefore,
        place.parallelism(),
        place.index());
  }
}
