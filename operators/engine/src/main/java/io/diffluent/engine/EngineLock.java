package io.diffluent.engine;

import ai.djl.training.GradientCollector;

/**
 * The one lock around automatic differentiation.
 *
 * <p>The engine keeps a static flag "a collector is open" and throws when a second one opens, so
 * two task slots in one process must take turns from the first forward call to the last gradient.
 * The lock is a class of DJL and not one of ours, because several jobs, each with our classes in a
 * loader of its own, may share one DJL. Networks with a backward pass of their own need no lock.
 */
final class EngineLock {

  /** Synchronise on this. */
  static final Object BACKWARD = GradientCollector.class;

  private EngineLock() {}
}
