package io.diffluent.job.evaluate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/**
 * A stream of the job on its way back to the command that started it. Every stream has its own
 * reading thread, so that none of them can hold the job back.
 */
final class Gathered<T> {

  private final CloseableIterator<T> iterator;
  private final Consumer<T> consumer;
  private final String name;
  private CompletableFuture<Void> done;

  /** What the consumer threw. */
  private volatile Throwable failure;

  private Gathered(CloseableIterator<T> iterator, Consumer<T> consumer, String name) {
    this.iterator = iterator;
    this.consumer = consumer;
    this.name = name;
  }

  /** Must be called before the job is executed. */
  static <T> Gathered<T> of(DataStream<T> stream, String name, Consumer<T> consumer) {
    return new Gathered<>(stream.collectAsync(), consumer, name);
  }

  /** Begins to read; the job is running. */
  Gathered<T> start() {
    done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (iterator) {
                iterator.forEachRemaining(this::take);
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "gather " + name);
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void take(T value) {
    try {
      consumer.accept(value);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  /** Throws what ended the reading, if the job did not. */
  void rethrow() {
    if (failure instanceof Unwritable unwritable) {
      throw unwritable;
    }
    if (failure != null) {
      throw new IllegalStateException("the " + name + " cannot be gathered: " + failure, failure);
    }
  }

  /** Waits for the end of the stream. */
  void join() {
    try {
      done.join();
    } catch (CompletionException e) {
      rethrow();
      throw e;
    }
  }
}
