package io.diffluent.engine;

import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * A stretch of work on the device that leaves nothing behind: arrays born in it are freed at its
 * end, and the thread's gradient mode is off in it.
 *
 * <p>The mode belongs to the thread and is on in a fresh one; left on, every prediction on a task
 * thread would record a graph that nobody walks.
 */
final class Scratch {

  private Scratch() {}

  static <T> T run(Supplier<T> work) {
    boolean mode = JniUtils.isGradMode();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      JniUtils.setGradMode(false);
      // Reading the number of native threads is what makes it hold in a thread that is new to the
      // engine; unread, small products there could run on as many threads as there are cores.
      JniUtils.getNumThreads();
      return work.get();
    } finally {
      JniUtils.setGradMode(mode);
    }
  }
}
