package io.diffluent.flink.operators;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A keyed operator whose state is live objects: column statistics, and learners with native memory.
 *
 * <p>The live objects are a cache in front of keyed state. A bounded number of them is kept; the
 * least recently used one is written to its key's state and closed when the cache is full. Before a
 * barrier all changed ones are written, so that a checkpoint is complete whatever the state
 * backend. (A function could not do this: keyed state of arbitrary keys is only addressable from an
 * operator.)
 *
 * @param <I> input
 * @param <O> output
 * @param <L> live object of one key
 */
abstract class LiveStateOperator<I, O, L> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O> {

  private static final long serialVersionUID = 1;

  private final String stateName;
  private final int bound;
  private transient Map<String, Live<L>> live;
  private transient ValueState<byte[]> state;

  /** One live object and whether it has changed since it was last written. */
  private static final class Live<L> {
    final L object;
    boolean changed;

    Live(L object) {
      this.object = object;
    }
  }

  LiveStateOperator(String stateName, int bound) {
    this.stateName = stateName;
    this.bound = bound;
  }

  @Override
  public void open() throws Exception {
    super.open();
    live = new LinkedHashMap<>(16, 0.75f, true);
    state =
        getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>(
                stateName, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public final void processElement(StreamRecord<I> element) throws Exception {
    process(element.getValue(), element.hasTimestamp() ? element.getTimestamp() : Long.MAX_VALUE);
  }

  /** The object of the current key, which is about to be changed. */
  final L current() throws Exception {
    String key = (String) getCurrentKey();
    Live<L> entry = live.get(key);
    if (entry == null) {
      makeRoom();
      setCurrentKey(key);
      byte[] bytes = state.value();
      entry = new Live<>(bytes == null ? create(key) : restore(key, bytes));
      live.put(key, entry);
    }
    entry.changed = true;
    return entry.object;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    Object current = getCurrentKey();
    for (Map.Entry<String, Live<L>> entry : live.entrySet()) {
      store(entry.getKey(), entry.getValue());
    }
    if (current != null) {
      setCurrentKey(current);
    }
  }

  /**
   * Finishes the object of every key: the live ones, and one after the other those that rest in
   * state, because they were evicted or no record has come for them since a restore.
   */
  final void finishAll() throws Exception {
    for (Live<L> entry : live.values()) {
      entry.changed = true;
      finish(entry.object);
    }
    for (String key : resting()) {
      setCurrentKey(key);
      L object = restore(key, state.value());
      try {
        finish(object);
        state.update(write(object));
      } finally {
        release(object);
      }
    }
  }

  private List<String> resting() {
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    try (Stream<String> keys = backend.getKeys(stateName, VoidNamespace.INSTANCE)) {
      return keys.filter(key -> !live.containsKey(key)).toList();
    }
  }

  @Override
  public void close() throws Exception {
    if (live != null) {
      for (Live<L> entry : live.values()) {
        release(entry.object);
      }
      live.clear();
    }
    super.close();
  }

  private L restore(String key, byte[] bytes) throws Exception {
    try {
      return read(key, bytes);
    } catch (IOException e) {
      throw new UnusableStateException("state of model key '" + key + "'", e);
    }
  }

  /** The live objects, least recently used first. */
  final List<L> live() {
    List<L> objects = new ArrayList<>();
    live.values().forEach(entry -> objects.add(entry.object));
    return objects;
  }

  private void makeRoom() throws Exception {
    while (live.size() >= bound) {
      Map.Entry<String, Live<L>> eldest = live.entrySet().iterator().next();
      store(eldest.getKey(), eldest.getValue());
      release(eldest.getValue().object);
      live.remove(eldest.getKey());
    }
  }

  private void store(String key, Live<L> entry) throws Exception {
    if (entry.changed) {
      setCurrentKey(key);
      state.update(write(entry.object));
      entry.changed = false;
    }
  }

  /** A fresh object for a key that has no state. */
  abstract L create(String key) throws Exception;

  /** The object that these bytes describe. */
  abstract L read(String key, byte[] bytes) throws Exception;

  /** The object as bytes; emits first whatever must not wait behind a barrier. */
  abstract byte[] write(L object) throws Exception;

  /**
   * A value of the current key.
   *
   * @param time of the element; {@code Long.MAX_VALUE} if it has none
   */
  abstract void process(I value, long time) throws Exception;

  /** The input has ended. */
  void finish(L object) throws Exception {}

  /** Frees what the collector does not. */
  void release(L object) {}
}
