package io.diffluent.core.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * SplitMix64 (Steele, Lea and Flood, 2014) with a visible state, so that it can be checkpointed:
 * the same state gives the same numbers on every machine.
 */
public final class SeededRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SeededRandom(long seed) {
    this.state = seed;
  }

  public static SeededRandom read(DataInput in) throws IOException {
    return new SeededRandom(in.readLong());
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(state);
  }

  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, bound). */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A seed that derives from a seed and a text, for (pipeline, key, purpose). */
  public static long derive(long seed, String purpose) {
    long hash = seed;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash + GOLDEN_GAMMA + purpose.charAt(i));
    }
    return mix(hash + GOLDEN_GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
