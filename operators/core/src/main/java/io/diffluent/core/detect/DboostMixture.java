package io.diffluent.core.detect;

import io.diffluent.core.detect.dboost.Blame;
import io.diffluent.core.detect.dboost.CorrelatedPairs;
import io.diffluent.core.detect.dboost.CorrelatedPairs.Pair;
import io.diffluent.core.detect.dboost.GaussianMixture;
import io.diffluent.core.detect.dboost.Spread;
import io.diffluent.core.detect.dboost.Trait;
import io.diffluent.core.detect.dboost.TupleExpansion.Feature;
import io.diffluent.core.detect.dboost.TupleModel;
import io.diffluent.core.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code dboost-mixture}: dBoost's mixture model, two Gaussians over each pair of features that go
 * together.
 *
 * <pre>
 * suspicion of a pair = ramp(s, -ln 0.0027)      s = ln 2 + median ln f - ln f(x, y)
 * </pre>
 *
 * <p>{@link GaussianMixture#improbability} is s, {@link Blame} says which cell of the pair is at
 * fault. Pairs are the {@link CorrelatedPairs} by Pearson's r among ordered features with more
 * values than a histogram has bins for.
 *
 * <p>Source: Pit-Claudel, Mariet, Harding, Madden 2016, see {@link
 * io.diffluent.core.detect.dboost}. One departure: there the test is {@code w (1 - erf(m / sqrt 2))
 * < 0.3} with weight and Mahalanobis distance of the likelier component. In the plane that suspects
 * more than half of a component that holds nearly everything, and all of one that holds less than
 * 0.3. Here weight, breadth and distance count together, as density; 0.0027 is what three standard
 * deviations leave outside, like the Gaussian model's threshold.
 *
 * <p>Cost: at each refresh 256 rows per pair of the first 256 features, and for at most 64 pairs
 * two fits of 20 iterations over 256 rows; per record two exponentials per pair.
 */
final class DboostMixture implements Detector {

  private static final double LOW = -Math.log(0.0027);

  /** Outliers must not decide what is correlated. */
  private static final double CLIP = 3;

  private static final int ENOUGH = 64;

  @Override
  public String name() {
    return "dboost-mixture";
  }

  @Override
  public double suspicion(CellView cell) {
    return cell.statistics()
        .sample()
        .fitted(Model.class, Model::new)
        .suspicion(cell.row(), cell.encoded(), cell.index());
  }

  private record JudgedPair(int a, int b, GaussianMixture density) {}

  private static final class Model extends TupleModel {

    private final Spread[] units;
    private final List<JudgedPair> pairs = new ArrayList<>();
    private final Blame blame;

    Model(Sample sample) {
      super(sample);
      units = new Spread[expansion.features().size()];
      pair();
      blame = new Blame(sample.columns(), pairs.size());
    }

    private void pair() {
      int[] candidates =
          expansion.first(
              CorrelatedPairs.FEATURES,
              IntStream.range(0, units.length).filter(this::isContinuous).toArray());
      double[][] values = new double[candidates.length][];
      double[][] clipped = new double[candidates.length][];
      int[] columns = new int[candidates.length];
      for (int k = 0; k < candidates.length; k++) {
        int f = candidates[k];
        double[] sampled = expansion.sampled(f);
        Feature feature = expansion.features().get(f);
        Spread unit = feature.trait() == Trait.VALUE ? Spread.UNIT : Spread.of(sampled);
        units[f] = unit;
        columns[k] = feature.column();
        values[k] = Arrays.stream(sampled).map(unit::standard).toArray();
        clipped[k] =
            Arrays.stream(values[k]).map(x -> Math.max(-CLIP, Math.min(CLIP, x))).toArray();
      }
      for (Pair pair : CorrelatedPairs.linear(clipped, columns)) {
        fit(candidates[pair.a()], candidates[pair.b()], values[pair.a()], values[pair.b()]);
      }
    }

    /** Whether it is a measure; what differs by its rounding alone is none. */
    private boolean isContinuous(int feature) {
      boolean isOrdered = expansion.features().get(feature).trait().isOrdered();
      return isOrdered
          && Spread.of(expansion.sampled(feature)).deviation() > 0
          && expansion.bins(feature).count() > 1
          && !expansion.bins(feature).isDiscrete();
    }

    private void fit(int a, int b, double[] x, double[] y) {
      int[] both =
          IntStream.range(0, x.length)
              .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
              .toArray();
      if (both.length >= ENOUGH) {
        GaussianMixture density =
            GaussianMixture.of(
                IntStream.of(both).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(both).mapToDouble(i -> y[i]).toArray());
        pairs.add(new JudgedPair(a, b, density));
      }
    }

    @Override
    protected void judge(double[] tuple, double[] suspicions) {
      for (JudgedPair pair : pairs) {
        double x = units[pair.a].standard(tuple[pair.a]);
        double y = units[pair.b].standard(tuple[pair.b]);
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
          blame.judge(
              column(pair.a),
              column(pair.b),
              Detector.ramp(pair.density.improbability(x, y), LOW),
              pair.density.surprise(0, x),
              pair.density.surprise(1, y));
        }
      }
      blame.into(suspicions);
    }
  }
}
