package io.diffluent.core.detect;

import io.diffluent.core.detect.dboost.Spread;
import io.diffluent.core.detect.dboost.TupleExpansion;
import io.diffluent.core.stats.Sample;

/**
 * {@code dboost-gaussian}: dBoost's Gaussian model, on every feature of the expanded tuple that has
 * a magnitude.
 *
 * <pre>
 * suspicion of c = max over the ordered features f of c of ramp(|x_f - mean_f| / sd_f, 3)
 * </pre>
 *
 * <p>Mean and standard deviation are the plain ones of the sample, in which numbers are z units
 * clipped to 20. A feature without spread, or with fewer than 20 values, judges nobody. Three
 * deviations is the published suggestion. Source: Pit-Claudel, Mariet, Harding, Madden 2016, see
 * {@link io.diffluent.core.detect.dboost}.
 *
 * <p>Cost: one pass over the sample per feature at each refresh, a subtraction per feature and
 * record.
 */
final class DboostGaussian implements Detector {

  private static final double DEVIATIONS = 3;
  private static final int ENOUGH = 20;

  @Override
  public String name() {
    return "dboost-gaussian";
  }

  @Override
  public double suspicion(CellView cell) {
    return cell.statistics().sample().fitted(Model.class, Model::new).suspicion(cell);
  }

  private static final class Model {

    private final TupleExpansion expansion;

    /** By feature; null where it judges nobody. */
    private final Spread[] spreads;

    /** First feature of each column. */
    private final int[] firstOf;

    Model(Sample sample) {
      expansion = TupleExpansion.of(sample);
      spreads = new Spread[expansion.features().size()];
      firstOf = new int[sample.columns() + 1];
      for (int f = 0; f < spreads.length; f++) {
        TupleExpansion.Feature feature = expansion.features().get(f);
        firstOf[feature.column() + 1] = f + 1;
        if (feature.trait().isOrdered()) {
          Spread spread = Spread.of(expansion.sampled(f));
          spreads[f] = spread.count() >= ENOUGH && spread.deviation() > 0 ? spread : null;
        }
      }
    }

    double suspicion(CellView cell) {
      double[] tuple = expansion.expand(cell.row(), cell.encoded());
      double most = 0;
      for (int f = firstOf[cell.index()]; f < firstOf[cell.index() + 1]; f++) {
        if (spreads[f] != null) {
          double score = Math.abs(spreads[f].standard(tuple[f]));
          most = Math.max(most, Detector.ramp(score, DEVIATIONS));
        }
      }
      return most;
    }
  }
}
