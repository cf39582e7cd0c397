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

  private final int countA;
  private final int countB;

  /** By bin of a, then bin of b. */
  private final double[] surprise;

  /**
   * @param a the first feature's bin in every row, as {@link Bins#of} gives it
   * @param b the second one's
   * @param countA bins of the first
   * @param countB bins of the second
   */
  public JointHistogram(int[] a, int[] b, int countA, int countB) {
    this.countA = countA;
    this.countB = countB;
    int[] ofA = new int[countA];
    int[] ofB = new int[countB];
    int[] joint = new int[countA * countB];
    for (int k = 0; k < a.length; k++) {
      if (isJudged(a[k], b[k])) {
        joint[a[k] * countB + b[k]]++;
        ofA[a[k]]++;
        ofB[b[k]]++;
      }
    }
    this.surprise = new double[joint.length];
    for (int i = 0; i < countA; i++) {
      for (int j = 0; j < countB; j++) {
        double count = joint[i * countB + j] + 0.5;
        double ofBGivenA = count / (ofA[i] + 0.5 * countB);
        double ofAGivenB = count / (ofB[j] + 0.5 * countA);
        surprise[i * countB + j] = -Math.log(Math.max(ofBGivenA, ofAGivenB));
      }
    }
  }

  /** Whether both are bins of their own. */
  public boolean isJudged(int i, int j) {
    return i >= 0 && i < countA && j >= 0 && j < countB;
  }

  /** In nats, at least 0. */
  public double surprise(int i, int j) {
    return surprise[i * countB + j];
  }
}
