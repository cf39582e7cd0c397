package io.diffluent.core.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lends the arrays of one pass through the steps, and lends them again to the next pass: fresh
 * memory is outside the processor's caches, and filling it takes several times as long.
 *
 * <p>Law: an array belongs to its borrower until {@link #reset}, and to nobody after. Passes that
 * ask for the same sizes in the same order get the same arrays. No more is kept than {@link #MOST}
 * numbers, about what a cache holds; what is beyond is fresh every time.
 *
 * <p>Not thread-safe.
 */
public class Arena {

  /** Numbers that are kept: 2 MiB. */
  private static final int MOST = 1 << 18;

  /** In the order in which they are lent; those before {@link #next} are. */
  private final List<double[]> lent = new ArrayList<>();

  private final int most;
  private int next;
  private int kept;

  public Arena() {
    this(MOST);
  }

  private Arena(int most) {
    this.most = most;
  }

  /** An arena that keeps nothing: its arrays belong to their borrower for good. */
  public static Arena ofFresh() {
    return new Arena(0);
  }

  /** An array with whatever is in it. */
  public double[] array(int n) {
    boolean fits = next < lent.size() && lent.get(next).length == n;
    return fits ? lent.get(next++) : fresh(n);
  }

  /** An array of zeros. */
  public double[] zeros(int n) {
    double[] zeros = array(n);
    Arrays.fill(zeros, 0);
    return zeros;
  }

  /** An array with the same numbers. */
  public double[] copy(double[] values) {
    double[] copy = array(values.length);
    System.arraycopy(values, 0, copy, 0, values.length);
    return copy;
  }

  /** Takes all arrays back. */
  public void reset() {
    next = 0;
  }

  /** Kept in the place of what was lent at this point of an earlier pass, if there is room. */
  private double[] fresh(int n) {
    double[] fresh = new double[n];
    int replaced = next < lent.size() ? lent.get(next).length : 0;
    if (kept - replaced + n > most) {
      return fresh;
    }
    kept += n - replaced;
    if (next < lent.size()) {
      lent.set(next, fresh);
    } else {
      lent.add(fresh);
    }
    next++;
    return fresh;
  }
}
