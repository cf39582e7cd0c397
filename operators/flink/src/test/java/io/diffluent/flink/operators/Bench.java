package io.diffluent.flink.operators;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.flink.Examples;
import io.diffluent.flink.Sameness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of the learn operator in Flink's test harness, on the heap backend. */
final class Bench implements AutoCloseable {

  static final int MAX_PARALLELISM = 128;
  static final long SCORE_DELAY_MS = 10;

  private static final String STATE = "model";

  private final LearnOperator operator;
  private final KeyedOneInputStreamOperatorTestHarness<String, Arrival, Prediction> harness;
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
      LearnerConfig config,
      LabelWindow window,
      Place place,
      OperatorSubtaskState state,
      TypeSerializer<Prediction> serializer,
      StateBackend backend,
      String folder)
      throws Exception {
    this.operator =
        new LearnOperator(
            config,
            SCORE_DELAY_MS,
            Examples.TELEMETRY,
            Examples.OUTCOMES,
            Examples.REJECTED,
            window);
    this.harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator,
            Arrival::model,
            Types.STRING,
            MAX_PARALLELISM,
            place.parallelism(),
            place.index());
    if (backend != null) {
      harness.setStateBackend(backend);
      harness.setCheckpointStorage(new FileSystemCheckpointStorage(folder));
    }
    harness.setup(serializer);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(1_000);
  }

  /** {@code state} null for a fresh one. */
  static Bench open(LearnerConfig config, Place place, OperatorSubtaskState state)
      throws Exception {
    return new Bench(config, null, place, state, prediction(), null, null);
  }

  /** One that waits for labels. */
  static Bench open(LearnerConfig config, LabelWindow window, OperatorSubtaskState state)
      throws Exception {
    return new Bench(config, window, Place.ONLY, state, prediction(), null, null);
  }

  /** A fresh one whose keyed state is on disk, in this folder. */
  static Bench onRocksDb(LearnerConfig config, Path folder) throws Exception {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    backend.setDbStoragePath(folder.resolve("db").toString());
    // The harness gives it next to nothing: every record would become a file of its own.
    backend.getMemoryConfiguration().setFixedMemoryPerSlot("64mb");
    String checkpoints = folder.resolve("checkpoints").toUri().toString();
    return new Bench(config, null, Place.ONLY, null, prediction(), backend, checkpoints);
  }

  /** A fresh one whose predictions go through this serializer. */
  static Bench sending(LearnerConfig config, TypeSerializer<Prediction> serializer)
      throws Exception {
    return new Bench(config, null, Place.ONLY, null, serializer, null, null);
  }

  static TypeSerializer<Prediction> prediction() {
    return Examples.PREDICTION.createSerializer(new SerializerConfigImpl());
  }

  KeyedOneInputStreamOperatorTestHarness<String, Arrival, Prediction> harness() {
    return harness;
  }

  void arrive(Arrival arrival) throws Exception {
    harness.processElement(new StreamRecord<>(arrival));
  }

  /** The same when the source's clock says so. */
  void arrive(Arrival arrival, long clock) throws Exception {
    harness.processElement(arrival, clock);
  }

  /** How many event ids are known. */
  long known() {
    return backend().getKeysAndNamespaces("labels").count();
  }

  void process(List<Record> records) throws Exception {
    for (Record record : records) {
      harness.processElement(new StreamRecord<>(record));
    }
  }

  /** A checkpoint as a task takes it. */
  OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  /** What has been sent so far belongs to others now. */
  void forgetOutput() {
    harness.getOutput().clear();
    for (OutputTag<?> tag : List.of(Examples.OUTCOMES, Examples.TELEMETRY, Examples.REJECTED)) {
      if (harness.getSideOutput(tag) != null) {
        harness.getSideOutput(tag).clear();
      }
    }
  }

  List<Prediction> output() {
    return harness.extractOutputValues();
  }

  List<Outcome> outcomes() {
    return side(Examples.OUTCOMES);
  }

  List<Telemetry> telemetry() {
    return side(Examples.TELEMETRY);
  }

  List<Parsed.Rejected> rejected() {
    return side(Examples.REJECTED);
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
    for (String name : backend().getKeys(STATE, VoidNamespace.INSTANCE).sorted().toList()) {
      states.put(name, Sameness.digest(state(name).value()));
    }
    return states;
  }

  /** Digest of one key's state as the last snapshot left it. */
  String digest(String name) throws Exception {
    return Sameness.digest(state(name).value());
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
                STATE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
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
