package io.diffluent.core.detect.dboost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which features of different columns go together, strongest first.
 *
 * <p>Bounded: {@link #FEATURES} features and {@link #ROWS} rows are looked at, {@link #PAIRS} pairs
 * are kept, {@link #PARTNERS} per column and one per pair of columns. Ties go to the lower index.
 */
public final class CorrelatedPairs {

  /** Features among which pairs are sought; the caller chooses them. */
  public static final int FEATURES = 256;

  /** Pairs that are kept. */
  public static final int PAIRS = 64;

  /** Pairs that one column may be in. */
  static final int PARTNERS = 4;

  /** Rows, evenly spaced over the sample, that decide whether a pair is correlated. */
  static final int ROWS = 256;

  /** dBoost's epsilon: weaker pairs are not looked at. */
  static final double STRENGTH = 0.5;

  /** Rows in which both features must be something. */
  private static final int ENOUGH = 32;

  /**
   * @param a index of a feature, by the order they were given in
   * @param b index of a later feature
   * @param strength in [{@link #STRENGTH}, 1]
   */
  public record Pair(int a, int b, double strength) {}

  private CorrelatedPairs() {}

  /**
   * Pairs by Pearson's |r|.
   *
   * @param values one array of rows per feature, NaN where there is nothing; best within a few
   *     units, for a product of outliers would outweigh the rest
   * @param columns the column of each feature
   */
  public static List<Pair> linear(double[][] values, int[] columns) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < values.length; a++) {
      for (int b = a + 1; b < values.length; b++) {
        if (columns[a] != columns[b]) {
          keep(pairs, a, b, Math.abs(pearson(values[a], values[b])));
        }
      }
    }
    return strongest(pairs, columns);
  }

  /**
   * Pairs by Cramér's V, which also sees what is not linear and what has no order.
   *
   * @param bins one array of rows per feature: {@link Bins#of}
   * @param counts number of bins of each feature, without the one for other values
   * @param columns the column of each feature
   */
  public static List<Pair> associated(int[][] bins, int[] counts, int[] columns) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < bins.length; a++) {
      for (int b = a + 1; b < bins.length; b++) {
        if (columns[a] != columns[b]) {
          keep(pairs, a, b, cramer(bins[a], bins[b], counts[a], counts[b]));
        }
      }
    }
    return strongest(pairs, columns);
  }

  private static void keep(List<Pair> pairs, int a, int b, double strength) {
    if (strength >= STRENGTH) {
      pairs.add(new Pair(a, b, Math.min(1, strength)));
    }
  }

  private static List<Pair> strongest(List<Pair> pairs, int[] columns) {
    pairs.sort(
        Comparator.comparingDouble((Pair pair) -> -pair.strength)
            .thenComparingInt(Pair::a)
            .thenComparingInt(Pair::b));
    Map<Integer, Integer> partners = new HashMap<>();
    Set<Long> taken = new HashSet<>();
    List<Pair> strongest = new ArrayList<>();
    for (Pair pair : pairs) {
      int a = columns[pair.a];
      int b = columns[pair.b];
      if (strongest.size() < PAIRS
          && partners.getOrDefault(a, 0) < PARTNERS
          && partners.getOrDefault(b, 0) < PARTNERS
          && taken.add(((long) Math.min(a, b) << 32) + Math.max(a, b))) {
        partners.merge(a, 1, Integer::sum);
        partners.merge(b, 1, Integer::sum);
        strongest.add(pair);
      }
    }
    return strongest;
  }

  /** Row {@code k} of those that are looked at. */
  static int row(int k, int rows) {
    return rows <= ROWS ? k : (int) ((long) k * rows / ROWS);
  }

  /** Pearson's r over the rows that have both; 0 if there are too few, or no spread. */
  static double pearson(double[] x, double[] y) {
    int n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int k = 0; k < Math.min(x.length, ROWS); k++) {
      int i = row(k, x.length);
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        n++;
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        syy += y[i] * y[i];
        sxy += x[i] * y[i];
      }
    }
    double spread = (n * sxx - sx * sx) * (n * syy - sy * sy);
    return n >= ENOUGH && spread > 1e-9 ? (n * sxy - sx * sy) / Math.sqrt(spread) : 0;
  }

  /**
   * Cramér's V, corrected for its bias (W. Bergsma, A bias-correction for Cramér's V and
   * Tschuprow's T, 2013), over the rows in which both features have a bin of their own:
   *
   * <pre>
   * f = max(0, chi^2 / n - (r-1)(c-1)/(n-1))      r' = r - (r-1)^2/(n-1), c' likewise
   * V = sqrt(f / min(r'-1, c'-1))
   * </pre>
   */
  static double cramer(int[] a, int[] b, int countA, int countB) {
    int[] joint = new int[countA * countB];
    int[] ofA = new int[countA];
    int[] ofB = new int[countB];
    int n = 0;
    for (int k = 0; k < Math.min(a.length, ROWS); k++) {
      int i = row(k, a.length);
      if (a[i] >= 0 && a[i] < countA && b[i] >= 0 && b[i] < countB) {
        joint[a[i] * countB + b[i]]++;
        ofA[a[i]]++;
        ofB[b[i]]++;
        n++;
      }
    }
    double sum = 0;
    for (int i = 0; i < countA; i++) {
      for (int j = 0; j < countB; j++) {
        double observed = joint[i * countB + j];
        sum += observed == 0 ? 0 : observed * observed / ((double) ofA[i] * ofB[j]);
      }
    }
    double r = used(ofA);
    double c = used(ofB);
    if (n < ENOUGH || r < 2 || c < 2) {
      return 0;
    }
    double f = Math.max(0, sum - 1 - (r - 1) * (c - 1) / (n - 1));
    double freedom =
        Math.min(r - 1 - (r - 1) * (r - 1) / (n - 1), c - 1 - (c - 1) * (c - 1) / (n - 1));
    return freedom > 0 ? Math.sqrt(f / freedom) : 0;
  }

  private static int used(int[] counts) {
    int used = 0;
    for (int count : counts) {
      used += count > 0 ? 1 : 0;
    }
    return used;
  }
}
