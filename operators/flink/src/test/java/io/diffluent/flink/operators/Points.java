package io.diffluent.flink.operators;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Named points of a stream at which a test acts: the source stops there until checkpoints have
 * completed, or a failure happens. Nothing here waits for time to pass.
 */
record Points(String run, long pause, int checkpoints, long failure) implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Map<String, State> STATES = new ConcurrentHashMap<>();

  /** What has happened in one run; tasks and the test share a process. */
  static final class State {
    /** Done when a checkpoint has completed while the source stands at its pause. */
    final CompletableFuture<Void> reached = new CompletableFuture<>();

    private boolean failed;
    private long again = Long.MAX_VALUE;

    synchronized boolean failsNow() {
      boolean first = !failed;
      failed = true;
      return first;
    }

    synchronized boolean hasFailed() {
      return failed;
    }

    synchronized void saw(long offset) {
      if (failed) {
        again = Math.min(again, offset);
      }
    }

    /** The first record that came again after the failure; the largest number if none did. */
    synchronized long again() {
      return again;
    }
  }

  State state() {
    return STATES.computeIfAbsent(run, name -> new State());
  }

  static Points none(String run) {
    return new Points(run, -1, 0, -1);
  }

  /** For the source. */
  RateLimiterStrategy<NumberSequenceSplit> limiter() {
    return parallelism -> pause < 0 ? new Open() : new Gate();
  }

  /** For an operator on the records' way. */
  void pass(long offset) {
    state().saw(offset);
    if (offset == failure && state().failsNow()) {
      throw new IllegalStateException("the failure of record " + offset);
    }
  }

  /** Lets everything through. */
  private static final class Open implements RateLimiter<NumberSequenceSplit> {
    @Override
    public CompletionStage<Void> acquire(int records) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /**
   * Stops in front of the record {@code pause} until so many checkpoints have completed since. The
   * second of them began behind all records before the gate, as one follows the other.
   */
  private final class Gate implements RateLimiter<NumberSequenceSplit> {
    private long asked;
    private int completed;
    private CompletableFuture<Void> waiting;

    @Override
    public CompletionStage<Void> acquire(int records) {
      asked += records;
      if (asked <= pause || state().hasFailed()) {
        return CompletableFuture.completedFuture(null);
      }
      if (waiting == null) {
        waiting = new CompletableFuture<>();
      }
      return waiting;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      if (waiting == null) {
        return;
      }
      completed++;
      state().reached.complete(null);
      if (completed == checkpoints) {
        waiting.complete(null);
      }
    }
  }
}
