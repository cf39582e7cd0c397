package io.diffluent.core.detect.dboost;

/**
 * Which cell of a suspicious pair is the wrong one.
 *
 * <p>dBoost flags both. Here exactly one of the two is taken to be wrong, each as probably as the
 * rest of the record says:
 *
 * <pre>
 * suspicion of a = s / (1 + exp(e_b - e_a))
 * e_a = surprise of a alone + sum over the other judged pairs q of a of T (2 s_q - 1)
 * </pre>
 *
 * <p>and likewise for b, in nats, with T = {@value #TESTIMONY}. If nothing tells them apart, each
 * gets half of the pair's suspicion s. A cell gets the most that any of its pairs gives it.
 */
public final class Blame {

  private static final double TESTIMONY = 1;

  /** Nobody is more surprising than this, in nats. */
  private static final double SURPRISE = 20;

  private final double[] testimony;
  private final int[] a;
  private final int[] b;
  private final double[] suspicion;
  private final double[] lead;
  private int pairs;

  /**
   * @param columns columns of the table
   * @param pairs most pairs that are judged in one record
   */
  public Blame(int columns, int pairs) {
    this.testimony = new double[columns];
    this.a = new int[pairs];
    this.b = new int[pairs];
    this.suspicion = new double[pairs];
    this.lead = new double[pairs];
  }

  /** The next pair of this record that can be judged. */
  public void judge(
      int columnA, int columnB, double suspicion, double surpriseA, double surpriseB) {
    a[pairs] = columnA;
    b[pairs] = columnB;
    this.suspicion[pairs] = suspicion;
    lead[pairs] = Math.min(SURPRISE, surpriseA) - Math.min(SURPRISE, surpriseB);
    // The pair's own testimony is the same for both and cancels.
    testimony[columnA] += TESTIMONY * (2 * suspicion - 1);
    testimony[columnB] += TESTIMONY * (2 * suspicion - 1);
    pairs++;
  }

  /** Adds what falls on each column to {@code most}, as a maximum, and forgets the record. */
  public void into(double[] most) {
    for (int p = 0; p < pairs; p++) {
      double ofA = 1 / (1 + Math.exp(testimony[b[p]] - testimony[a[p]] - lead[p]));
      most[a[p]] = Math.max(most[a[p]], suspicion[p] * ofA);
      most[b[p]] = Math.max(most[b[p]], suspicion[p] * (1 - ofA));
    }
    for (int p = 0; p < pairs; p++) {
      testimony[a[p]] = 0;
      testimony[b[p]] = 0;
    }
    pairs = 0;
  }
}
