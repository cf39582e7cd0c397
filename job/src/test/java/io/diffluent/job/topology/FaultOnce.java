package io.diffluent.job.topology;

import io.diffluent.core.record.RawEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/**
 * Lets events pass; the first time it meets a named offset it fails. Tells when checkpoints are
 * complete.
 */
final class FaultOnce extends RichMapFunction<RawEvent, RawEvent> implements CheckpointListener {

  private static final long serialVersionUID = 1;
  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

  private final String name;
  private final long offset;

  /** What a test sees of the function, which lives in a task. */
  static final class Watch {
    final CountDownLatch checkpoint = new CountDownLatch(1);
    final AtomicInteger faults = new AtomicInteger();
  }

  /**
   * @param name of the test, since tasks of several tests share this process
   * @param offset where it fails
   */
  FaultOnce(String name, long offset) {
    this.name = name;
    this.offset = offset;
    WATCHES.put(name, new Watch());
  }

  static Watch watch(String name) {
    return WATCHES.get(name);
  }

  @Override
  public RawEvent map(RawEvent event) {
    if (event.origin().offset() == offset && watch(name).faults.compareAndSet(0, 1)) {
      throw new IllegalStateException("a planted fault at " + event.origin().id());
    }
    return event;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    watch(name).checkpoint.countDown();
  }
}
