package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which category follows which from one record to the next: a first-order Markov chain over the
 * positions of a column, the first {@link #MOST} of them. A row of counts is halved when it is
 * full, so that it forgets.
 *
 * <p>What is expected rests on the last known category, at most {@link #PATIENCE} records ago: its
 * most frequent follower, that one's follower, and so on.
 */
final class CategorySuccession {

  static final int MOST = 32;

  private static final int FULL = 4096;
  private static final int ENOUGH = 3;
  private static final int PATIENCE = 64;
  private static final double PRIOR = 2;
  private static final double LARGEST = 7;

  private final int size;
  private final int[] follows;
  private final int[] from;
  private final int[] seen;
  private int total;
  private int last = -1;
  private int age;

  CategorySuccession(int positions) {
    this.size = Math.min(positions, MOST);
    this.follows = new int[size * size];
    this.from = new int[size];
    this.seen = new int[size];
  }

  /** The position that should come next, or -1 if nothing is known. */
  int expected() {
    if (last < 0 || age > PATIENCE) {
      return -1;
    }
    int position = last;
    for (int step = 0; step < age && position >= 0; step++) {
      position = follower(position);
    }
    return position;
  }

  private int follower(int position) {
    int best = -1;
    int most = ENOUGH - 1;
    for (int next = 0; next < size; next++) {
      if (follows[position * size + next] > most) {
        most = follows[position * size + next];
        best = next;
      }
    }
    return best;
  }

  /**
   * How much rarer a category is behind the one before than anywhere, as {@code -ln lift} in [0,
   * 7]; 0 if nothing is known.
   */
  double surprise(int position) {
    if (last < 0 || age != 1 || position < 0 || position >= size || seen[position] == 0) {
      return 0;
    }
    double anywhere = (double) seen[position] / total;
    double here = (follows[last * size + position] + PRIOR * anywhere) / (from[last] + PRIOR);
    return here >= anywhere ? 0 : Math.min(LARGEST, -Math.log(here / anywhere));
  }

  /**
   * Counts the next record's category.
   *
   * @param position negative if there is none that can be believed
   */
  void observe(int position) {
    if (position < 0 || position >= size) {
      age = Math.min(age + 1, PATIENCE + 1);
      return;
    }
    if (last >= 0 && age == 1) {
      follows[last * size + position]++;
      if (++from[last] >= FULL) {
        from[last] = halve(follows, last * size, size);
      }
    }
    seen[position]++;
    if (++total >= FULL * size) {
      total = halve(seen, 0, size);
    }
    last = position;
    age = 1;
  }

  private static int halve(int[] counts, int from, int n) {
    int sum = 0;
    for (int i = from; i < from + n; i++) {
      counts[i] /= 2;
      sum += counts[i];
    }
    return sum;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(last);
    out.writeInt(age);
    for (int p = 0; p < size; p++) {
      out.writeInt(seen[p]);
      writeRow(p, out);
    }
  }

  /** Most categories have few followers. */
  private void writeRow(int p, DataOutput out) throws IOException {
    int n = 0;
    for (int next = 0; next < size; next++) {
      n += follows[p * size + next] > 0 ? 1 : 0;
    }
    out.writeByte(n);
    for (int next = 0; next < size; next++) {
      if (follows[p * size + next] > 0) {
        out.writeByte(next);
        out.writeInt(follows[p * size + next]);
      }
    }
  }

  void read(DataInput in) throws IOException {
    last = in.readInt();
    age = in.readInt();
    if (last >= size || age < 0) {
      throw new IOException("category " + last + " of " + size + " in a succession");
    }
    for (int p = 0; p < size; p++) {
      seen[p] = count(in.readInt());
      total += seen[p];
      int n = in.readUnsignedByte();
      for (int i = 0; i < n; i++) {
        int next = in.readUnsignedByte();
        if (next >= size) {
          throw new IOException("category " + next + " of " + size + " in a succession");
        }
        follows[p * size + next] = count(in.readInt());
        from[p] += follows[p * size + next];
      }
    }
  }

  private static int count(int n) throws IOException {
    if (n < 0 || n > FULL * MOST) {
      throw new IOException(n + " counts in a succession");
    }
    return n;
  }
}
