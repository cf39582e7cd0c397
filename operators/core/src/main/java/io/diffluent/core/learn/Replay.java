package io.diffluent.core.learn;

import java.io.Serializable;

/**
 * Extra model steps per learning step, on examples drawn from a bounded buffer of the past. They
 * lower every arm's error; the learned weights see fresh batches only.
 *
 * @param young steps while the key has learned fewer than {@link #YOUNG} records
 * @param later steps afterwards
 */
public record Replay(int young, int later) implements Serializable {

  /** Records until a key is no longer young. */
  public static final long YOUNG = 50_000;

  public static final Replay AUTO = new Replay(4, 1);

  public Replay {
    if (young < 0 || later < 0) {
      throw new IllegalArgumentException("replay of " + young + " and " + later + " steps");
    }
  }

  public static Replay always(int steps) {
    return new Replay(steps, steps);
  }

  int steps(long learned) {
    return learned < YOUNG ? young : later;
  }
}
