package io.diffluent.core.detect.dboost;

/**
 * How often the bins of two features came together.
 *
 * <pre>
 * surprise(i, j) = min(-ln P(j | i), -ln P(i | j))      P(j | i) = (n_ij + 1/2) / (n_i + B/2)
 * </pre>
 *
 * <p>Both ways, so that a value that is rare by itself is no violation of a pair; the half a count
 * (Krichevsky and Trofimov) keeps a small sample from being surprised. Values without a bin of
 * their own are not counted.
 */
public final class JointHistogram {

  private final int columnsOfB;
  private final int[] joint;
  private final int[] ofA;
  private final int[] ofB;
  private int total;

  /**
   * @param a the first feature's bin in every row, as {@link Bins#of} gives it
   * @param b the second one's
   * @param countA bins of the first
   * @param countB bins of the second
   */
  public JointHistogram(int[] a, int[] b, int countA, int countB) {
    this.columnsOfB = countB;
    this.joint = new int[countA * countB];
    this.ofA = new int[countA];
    this.ofB = new int[countB];
    for (int i = 0; i < a.length; i++) {
      if (isJudged(a[i], b[i])) {
        joint[a[i] * countB + b[i]]++;
        ofA[a[i]]++;
        ofB[b[i]]++;
        total++;
      }
    }
  }

  /** Whether both are bins of their own. */
  public boolean isJudged(int i, int j) {
    return i >= 0 && i < ofA.length && j >= 0 && j < ofB.length;
  }

  /** In nats, at least 0. */
  public double surprise(int i, int j) {
    double count = joint[i * columnsOfB + j] + 0.5;
    double ofBGivenA = count / (ofA[i] + 0.5 * ofB.length);
    double ofAGivenB = count / (ofB[j] + 0.5 * ofA.length);
    return -Math.log(Math.max(ofBGivenA, ofAGivenB));
  }

  /** What the first feature's bin says alone, in nats. */
  public double surpriseOfA(int i) {
    return -Math.log((ofA[i] + 0.5) / (total + 0.5 * ofA.length));
  }

  /** What the second feature's bin says alone, in nats. */
  public double surpriseOfB(int j) {
    return -Math.log((ofB[j] + 0.5) / (total + 0.5 * ofB.length));
  }
}
