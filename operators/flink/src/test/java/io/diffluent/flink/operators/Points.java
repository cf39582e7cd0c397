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
 *
 * @param pause the source stops in front of this record; -1 for nowhere
 * @param checkpoints until so many checkpoints have completed there
 * @param failure the record behind whose answer the job fails once; -1 for none
 * @param end the source stops in front of this record for good; -1 for nowhere
 */
record Points(String run, long pause, int checkpoints, long failure, long end)
    implements Serializable {

  private static final long serialVersionUID = 1;

  Points(String run, long pause, int checkpoints, long failure) {
    this(run, pause, checkpoints, failure, -1);
  }

  private static final Map<String, State> STATES = new ConcurrentHashMap<>();

  /** What has happened in one run; tasks and the test share a process. */
  static final class State {
    /** Done when a checkpoint has completed while the source stands at its pause. */
    final CompletableFuture<Void> reached = new CompletableFuture<>();

    /** Done when the source stands at its end and two checkpoints have completed since. */
    final CompletableFuture<Void> ended = new CompletableFuture<>();

    private boolean failed;
    private volatile long generated = -1;
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
    return parallelism -> pause < 0 && end < 0 ? new Open() : new Gate();
  }

  /** For the source: this record is about to leave. */
  void leave(long offset) {
    state().generated = offset;
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
    private boolean standing;

    Gate() {
      state().generated = -1; // a source that starts again has not been anywhere
    }

    @Override
    public CompletionStage<Void> acquire(int records) {
      asked += records;
      if (end >= 0 && state().generated == end - 1) {
        standing = true;
        return new CompletableFuture<>();
      }
      if (pause < 0 || asked <= pause || state().hasFailed()) {
        return CompletableFuture.completedFuture(null);
      }
      if (waiting == null) {
        waiting = new CompletableFuture<>();
      }
      return waiting;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      if (standing && (failure < 0 || state().hasFailed()) && ++completed == 2) {
        state().ended.complete(null);
      }
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
