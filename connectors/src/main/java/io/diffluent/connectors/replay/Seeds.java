package io.diffluent.connectors.replay;

/** Independent random numbers for every (seed, row, name), without a state that passes along. */
final class Seeds {

  private Seeds() {}

  /** A seed for one cell and one purpose. */
  static long of(long seed, long row, String name, long purpose) {
    return mix(mix(mix(seed + 0x9E3779B97F4A7C15L * (row + 1)) ^ name.hashCode()) + purpose);
  }

  /** Uniform in [0, 1). */
  static double uniform(long seed) {
    return (mix(seed) >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
