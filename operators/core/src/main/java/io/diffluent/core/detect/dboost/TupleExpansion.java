package io.diffluent.core.detect.dboost;

import io.diffluent.core.record.Row;
import io.diffluent.core.stats.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * dBoost's tuple expansion: a record becomes a longer tuple of features, each a trait of one
 * column.
 *
 * <p>Bounded: at most 4 features per numeric column and 6 per categorical one. A record is expanded
 * once, however often it is asked for. Shared by the detectors through {@link #of}.
 */
public final class TupleExpansion {

  /**
   * @param column the column it is derived from
   * @param trait what of it
   */
  public record Feature(int column, Trait trait) {}

  private final ColumnExpansion[] columns;
  private final List<Feature> features = new ArrayList<>();

  /** Made when they are asked for. */
  private final Bins[] bins;

  private double[] lastEncoded;
  private double[] lastTuple;

  private TupleExpansion(Sample sample) {
    this.columns = new ColumnExpansion[sample.columns()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] =
          sample.isNumeric(c) ? new NumberExpansion(sample, c) : new TextExpansion(sample, c);
      for (Trait trait : columns[c].traits()) {
        features.add(new Feature(c, trait));
      }
    }
    this.bins = new Bins[features.size()];
  }

  /** The expansion of this sample's tuples. */
  public static TupleExpansion of(Sample sample) {
    return sample.fitted(TupleExpansion.class, TupleExpansion::new);
  }

  /** Features of the expanded tuple, in the order of columns. */
  public List<Feature> features() {
    return features;
  }

  /** The feature's bins. */
  public Bins bins(int feature) {
    if (bins[feature] == null) {
      bins[feature] = Bins.of(sampled(feature), features.get(feature).trait().isOrdered());
    }
    return bins[feature];
  }

  /** The feature's value in every row of the sample, a copy; NaN where there is nothing. */
  public double[] sampled(int feature) {
    Feature of = features.get(feature);
    return columns[of.column()].sampled(of.trait());
  }

  /**
   * Up to {@code most} of these features, those that are their column's own value first.
   *
   * @param from indices of features, ascending
   */
  public int[] first(int most, int[] from) {
    return IntStream.concat(
            IntStream.of(from).filter(f -> features.get(f).trait().isIdentity()),
            IntStream.of(from).filter(f -> !features.get(f).trait().isIdentity()))
        .limit(most)
        .toArray();
  }

  /**
   * The expanded record, one number per feature: NaN where there is nothing to judge.
   *
   * @param encoded the row in z units and category codes, an array of this record alone
   */
  public double[] expand(Row row, double[] encoded) {
    if (encoded != lastEncoded) {
      double[] tuple = new double[features.size()];
      int at = 0;
      for (int c = 0; c < columns.length; c++) {
        columns[c].expand(row, encoded[c], tuple, at);
        at += columns[c].traits().size();
      }
      lastTuple = tuple;
      lastEncoded = encoded;
    }
    return lastTuple;
  }
}
