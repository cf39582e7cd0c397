package io.diffluent.core.learn;

import io.diffluent.core.state.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The last examples, at most so many: a ring. */
final class Recent {

  private final int capacity;
  private final List<Example> ring = new ArrayList<>();
  private int next;

  Recent(int capacity) {
    this.capacity = capacity;
  }

  void add(Example example) {
    if (ring.size() < capacity) {
      ring.add(example);
    } else if (capacity > 0) {
      ring.set(next, example);
      next = (next + 1) % capacity;
    }
  }

  boolean isFull() {
    return ring.size() == capacity;
  }

  boolean isEmpty() {
    return ring.isEmpty();
  }

  List<Example> examples() {
    return List.copyOf(ring);
  }

  /** {@code n} examples, drawn with replacement. */
  List<Example> draw(int n, SeededRandom random) {
    List<Example> drawn = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      drawn.add(ring.get(random.nextInt(ring.size())));
    }
    return drawn;
  }

  /** The {@code n} youngest examples of a kind, youngest first. */
  List<Example> latest(int n, Predicate<Example> kind) {
    List<Example> found = new ArrayList<>(n);
    for (int i = 1; i <= ring.size() && found.size() < n; i++) {
      Example example = ring.get(Math.floorMod(next - i, ring.size()));
      if (kind.test(example)) {
        found.add(example);
      }
    }
    return found;
  }

  /** Forgets a kind; the others stay in their order. */
  void forget(Predicate<Example> kind) {
    if (ring.stream().anyMatch(kind)) {
      List<Example> all = latest(ring.size(), example -> !kind.test(example));
      clear();
      for (int i = all.size() - 1; i >= 0; i--) {
        add(all.get(i));
      }
    }
  }

  void clear() {
    ring.clear();
    next = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(ring.size());
    out.writeInt(next);
    for (Example example : ring) {
      ExampleBytes.write(example, out);
    }
  }

  /**
   * Reads what {@link #write} wrote; a ring without room reads it and keeps nothing.
   *
   * @param version of the state that is read
   * @param lagInputs numbers that an example's lags have today; others were kept for another
   *     pipeline, and are dropped
   * @param carry to today's columns and sources; null where they are the same
   */
  void read(DataInput in, int version, Translation translation, int lagInputs, Carry carry)
      throws IOException {
    clear();
    int n = in.readInt();
    int at = in.readInt();
    boolean isKept = capacity > 0; // nobody is trusted any more, say
    if (n < 0 || isKept && n > capacity || at < 0 || at > Math.max(n - 1, 0)) {
      throw new IOException(
          n + " examples, at most " + capacity + " expected: was learn.batch larger before?");
    }
    for (int i = 0; i < n; i++) {
      Example example = ExampleBytes.read(in, version, translation, lagInputs);
      if (isKept) {
        ring.add(carry == null ? example : carry.example(example));
      }
    }
    if (n == capacity) {
      next = at;
    } else {
      Collections.rotate(ring, -at); // it was full when there was less room: oldest first
    }
  }
}
