package io.diffluent.core.evaluate;

import io.diffluent.core.record.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Running error of one arm.
 *
 * <ul>
 *   <li>regression: {@code rmse}, {@code mae} in the label's units
 *   <li>classification: {@code logLoss} (natural logarithm, probabilities cut at 1.2e-7, what a
 *       float can tell from 1), {@code errorRate}, {@code auc} (area under the ROC curve from 1,000
 *       probability bins; for multiclass the mean of one class against the rest, weighted by
 *       frequency, from 100 bins)
 * </ul>
 */
public final class Metrics {

  /** Name of the area under the ROC curve. */
  public static final String AUC = "auc";

  /**
   * A sure and wrong answer costs the same on either side: a float that is nearly 1 is no nearer to
   * it than this, while one that is nearly 0 may be much nearer.
   */
  private static final double SMALLEST = Math.ulp(1f);

  private final Task task;
  private final int classes;
  private final int bins;
  private long count;
  private double loss;
  private double absolute;

  /** {@code [class][bin][is that class]}; one class for binary. */
  private final int[] ranks;

  /**
   * @param classes largest number of classes; 1 for regression
   */
  public Metrics(Task task, int classes) {
    this.task = task;
    this.classes = task == Task.MULTICLASS ? classes : 1;
    this.bins = task == Task.MULTICLASS ? 100 : 1000;
    this.ranks = task.isClassification() ? new int[this.classes * bins * 2] : new int[0];
  }

  /**
   * @param output what the arm said; see {@link Outcome#outputs()}
   * @return the loss of this record: squared error or log loss
   */
  public double add(double label, float[] output) {
    count++;
    if (task == Task.REGRESSION) {
      double error = output[0] - label;
      loss += error * error;
      absolute += Math.abs(error);
      return error * error;
    }
    double of = task == Task.BINARY ? binary(label, output[0]) : multiclass((int) label, output);
    double logLoss = -Math.log(Math.max(SMALLEST, of));
    loss += logLoss;
    return logLoss;
  }

  private double binary(double label, float probability) {
    absolute += (probability > 0.5) == (label > 0.5) ? 0 : 1;
    rank(0, probability, label > 0.5);
    return label > 0.5 ? probability : 1 - probability;
  }

  private double multiclass(int label, float[] probabilities) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
      rank(c, probabilities[c], c == label);
    }
    absolute += best == label ? 0 : 1;
    return probabilities[label];
  }

  private void rank(int c, float probability, boolean isClass) {
    int bin = Math.max(0, Math.min(bins - 1, (int) (probability * bins)));
    int at = (c * bins + bin) * 2 + (isClass ? 1 : 0);
    if (ranks[at] == Integer.MAX_VALUE) {
      Arrays.setAll(ranks, i -> ranks[i] / 2); // which leaves the curve as it is
    }
    ranks[at]++;
  }

  public long count() {
    return count;
  }

  /** Mean squared error or log loss: what learning minimises, in the label's units. */
  public double meanLoss() {
    return count == 0 ? Double.NaN : loss / count;
  }

  /** All metrics by name; empty before the first record. */
  public List<Named> values() {
    if (count == 0) {
      return List.of();
    }
    if (task == Task.REGRESSION) {
      return List.of(
          new Named("rmse", Math.sqrt(loss / count)), new Named("mae", absolute / count));
    }
    return List.of(
        new Named("logLoss", loss / count),
        new Named("errorRate", absolute / count),
        new Named(AUC, auc()));
  }

  private double auc() {
    double weighted = 0;
    double weight = 0;
    for (int c = 0; c < classes; c++) {
      double negatives = 0;
      double positives = 0;
      double area = 0;
      for (int bin = 0; bin < bins; bin++) {
        int no = ranks[(c * bins + bin) * 2];
        int yes = ranks[(c * bins + bin) * 2 + 1];
        area += yes * (negatives + 0.5 * no);
        negatives += no;
        positives += yes;
      }
      if (negatives > 0 && positives > 0) {
        weighted += area / negatives;
        weight += positives;
      }
    }
    return weight == 0 ? 0.5 : weighted / weight;
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(loss);
    out.writeDouble(absolute);
    for (int rank : ranks) {
      out.writeInt(rank);
    }
  }

  public void read(DataInput in) throws IOException {
    count = in.readLong();
    loss = in.readDouble();
    absolute = in.readDouble();
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = in.readInt();
    }
  }
}
