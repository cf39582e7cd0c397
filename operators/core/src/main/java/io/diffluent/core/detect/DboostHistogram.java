package io.diffluent.core.detect;

import io.diffluent.core.detect.dboost.Bins;
import io.diffluent.core.detect.dboost.Blame;
import io.diffluent.core.detect.dboost.CorrelatedPairs;
import io.diffluent.core.detect.dboost.CorrelatedPairs.Pair;
import io.diffluent.core.detect.dboost.JointHistogram;
import io.diffluent.core.detect.dboost.TupleModel;
import io.diffluent.core.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code dboost-histogram}: dBoost's histogram model, on the features of the expanded tuple and on
 * pairs of them that go together.
 *
 * <p>One feature, with B bins, n_i values in bin i and N in all:
 *
 * <pre>
 * P(i) = (n_i + 1/2) / (N + (B + 1)/2)       suspicion = ramp(-ln P(i), -ln 0.02)
 * </pre>
 *
 * <p>A bin judges only if the histogram is peaked: its max(1, min(3, B/2)) fullest bins hold more
 * than 0.8 of N (the published suggestion). A value without a bin counts as n_i = 0 and needs no
 * peak: that at most 16 values cover 0.8 of the sample is one.
 *
 * <p>A pair is suspicious where its bins hardly ever come together, {@link JointHistogram#surprise}
 * on the same ramp; {@link Blame} says whose fault that is. Pairs are the {@link CorrelatedPairs}
 * by Cramér's V.
 *
 * <p>Source: Pit-Claudel, Mariet, Harding, Madden 2016, see {@link
 * io.diffluent.core.detect.dboost}. Two departures: there a share below 0.2 is low, which suspects
 * a category that holds a seventh of all records, here one below 0.02; and there numbers with more
 * than 16 values are not binned, so that no pair of measurements is ever seen, here pairs of them
 * are, in bins of equal counts.
 *
 * <p>Cost: at each refresh a sort per feature and, for the first 256 features, 256 rows per pair of
 * them; per record a binary search per feature and a look-up per pair, of which there are at most
 * 64.
 */
final class DboostHistogram implements Detector {

  private static final double PEAK = 0.8;
  private static final double LOW = -Math.log(0.02);

  @Override
  public String name() {
    return "dboost-histogram";
  }

  @Override
  public double suspicion(CellView cell) {
    return cell.statistics()
        .sample()
        .fitted(Model.class, Model::new)
        .suspicion(cell.row(), cell.encoded(), cell.index());
  }

  private record JudgedPair(int a, int b, JointHistogram joint) {}

  private static final class Model extends TupleModel {

    private final Bins[] bins;

    /** By feature and bin, the last one for values without a bin. */
    private final double[][] suspicionOf;

    /** Likewise, in nats; 0 for bins of equal counts. */
    private final double[][] surpriseOf;

    private final List<JudgedPair> pairs = new ArrayList<>();
    private final Blame blame;

    Model(Sample sample) {
      super(sample);
      int features = expansion.features().size();
      bins = new Bins[features];
      suspicionOf = new double[features][];
      surpriseOf = new double[features][];
      for (int f = 0; f < features; f++) {
        bins[f] = expansion.bins(f);
        suspicionOf[f] = new double[bins[f].count() + 1];
        surpriseOf[f] = new double[bins[f].count() + 1];
        if (bins[f].isDiscrete() && bins[f].count() > 0) {
          judgeAlone(f, bins[f].of(expansion.sampled(f)));
        }
      }
      pair();
      blame = new Blame(sample.columns(), pairs.size());
    }

    /** One feature alone; what it says to {@link Blame} is beyond what it says on average. */
    private void judgeAlone(int feature, int[] sampled) {
      int other = bins[feature].other();
      int[] counts = new int[other + 1];
      int total = 0;
      for (int bin : sampled) {
        if (bin >= 0) {
          counts[bin]++;
          total++;
        }
      }
      counts[other] = 0; // many values, each of which has hardly been seen
      boolean isPeaked = isPeaked(counts, total);
      double entropy = 0;
      for (int i = 0; i <= other; i++) {
        double share = (counts[i] + 0.5) / (total + 0.5 * counts.length);
        surpriseOf[feature][i] = -Math.log(share);
        entropy += share * surpriseOf[feature][i];
        if (isPeaked || i == other) {
          suspicionOf[feature][i] = Detector.ramp(surpriseOf[feature][i], LOW);
        }
      }
      for (int i = 0; i <= other; i++) {
        surpriseOf[feature][i] -= entropy;
      }
    }

    private static boolean isPeaked(int[] counts, int total) {
      int[] sorted = counts.clone();
      Arrays.sort(sorted);
      int values = counts.length - 1;
      int top = 0;
      for (int k = 0; k < Math.max(1, Math.min(3, values / 2)); k++) {
        top += sorted[sorted.length - 1 - k];
      }
      return top > PEAK * total;
    }

    private void pair() {
      int[] candidates =
          expansion.first(
              CorrelatedPairs.FEATURES,
              IntStream.range(0, bins.length).filter(this::canBePaired).toArray());
      int[][] binned = new int[candidates.length][];
      int[] counts = new int[candidates.length];
      int[] columns = new int[candidates.length];
      for (int k = 0; k < candidates.length; k++) {
        int f = candidates[k];
        binned[k] = bins[f].of(expansion.sampled(f));
        counts[k] = bins[f].count();
        columns[k] = column(f);
      }
      for (Pair pair : CorrelatedPairs.associated(binned, counts, columns)) {
        int a = pair.a();
        int b = pair.b();
        JointHistogram joint = new JointHistogram(binned[a], binned[b], counts[a], counts[b]);
        pairs.add(new JudgedPair(candidates[a], candidates[b], joint));
      }
    }

    /** What is derived from a number must have few values: quantiles of its digits say nothing. */
    private boolean canBePaired(int feature) {
      boolean isItself = expansion.features().get(feature).trait().isIdentity();
      return bins[feature].count() > 1 && (bins[feature].isDiscrete() || isItself);
    }

    /** A bin of equal counts surprises nobody, the number in it may: as under a Gaussian. */
    private double surprise(int feature, int bin, double[] tuple) {
      double z = tuple[feature];
      return bins[feature].isDiscrete() ? surpriseOf[feature][bin] : 0.5 * z * z - 0.5;
    }

    @Override
    protected void judge(double[] tuple, double[] suspicions) {
      for (JudgedPair pair : pairs) {
        int i = bins[pair.a].of(tuple[pair.a]);
        int j = bins[pair.b].of(tuple[pair.b]);
        if (pair.joint.isJudged(i, j)) {
          blame.judge(
              column(pair.a),
              column(pair.b),
              Detector.ramp(pair.joint.surprise(i, j), LOW),
              surprise(pair.a, i, tuple),
              surprise(pair.b, j, tuple));
        }
      }
      blame.into(suspicions);
      for (int f = 0; f < tuple.length; f++) {
        int bin = bins[f].of(tuple[f]);
        if (bin >= 0) {
          suspicions[column(f)] = Math.max(suspicions[column(f)], suspicionOf[f][bin]);
        }
      }
    }
  }
}
