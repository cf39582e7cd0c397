package io.diffluent.core.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many examples of each source have been learned, so that source weights can be taken relative
 * to the mix: the average example counts once, whatever the weights are, and a mini-batch that
 * happens to come from a poor source alone counts little.
 */
final class Sources {

  private final long[] learned;

  Sources(int n) {
    this.learned = new long[n];
  }

  void observe(int source) {
    learned[source]++;
  }

  /** {@code 1 / sum_k f_k w_k}, with f_k the share of source k (each counted once in advance). */
  double scale(double[] weights) {
    if (weights == null) {
      return 1;
    }
    double total = 0;
    double mean = 0;
    for (int k = 0; k < learned.length; k++) {
      total += learned[k] + 1;
      mean += (learned[k] + 1) * weights[k];
    }
    return total / mean;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(learned.length);
    for (long n : learned) {
      out.writeLong(n);
    }
  }

  /**
   * @param carry to today's sources; null where they are the same
   */
  void read(DataInput in, Carry carry) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > 1 << 16) {
      throw new IOException(n + " sources");
    }
    long[] stored = new long[n];
    for (int k = 0; k < n; k++) {
      stored[k] = in.readLong();
    }
    long[] now = carry == null ? stored : carry.bySource(stored, learned.length);
    System.arraycopy(now, 0, learned, 0, Math.min(now.length, learned.length));
  }
}
