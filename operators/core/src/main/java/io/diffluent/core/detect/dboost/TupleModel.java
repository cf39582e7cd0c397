package io.diffluent.core.detect.dboost;

import io.diffluent.core.record.Row;
import io.diffluent.core.stats.Sample;
import java.util.Arrays;

/**
 * A model that judges a whole tuple at once, and remembers what it said for the tuple's other
 * cells.
 */
public abstract class TupleModel {

  protected final TupleExpansion expansion;

  private final double[] suspicions;
  private double[] judged;

  protected TupleModel(Sample sample) {
    this.expansion = TupleExpansion.of(sample);
    this.suspicions = new double[sample.columns()];
  }

  /** Suspicion of one cell of a record. */
  public final double suspicion(Row row, double[] encoded, int column) {
    double[] tuple = expansion.expand(row, encoded);
    if (tuple != judged) {
      judged = tuple;
      Arrays.fill(suspicions, 0);
      judge(tuple, suspicions);
    }
    return suspicions[column];
  }

  /**
   * @param suspicions by column, 0 so far
   */
  protected abstract void judge(double[] tuple, double[] suspicions);

  protected final int column(int feature) {
    return expansion.features().get(feature).column();
  }
}
