package io.diffluent.core.step;

import io.diffluent.core.step.ParameterGroup.Rule;
import io.diffluent.core.step.ParameterGroup.Update;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates the parameters of a pipeline's steps, each group by its own rule. Its state is the
 * moments of each group and the number of updates.
 *
 * <p>Rates of groups that settle, and what these shrink by, fall as {@code max(0.3, 1 / sqrt(1 + t
 * / 300))}: weights that never rest are an input that never rests, and cost a grown model more than
 * they still gain. They never come to a halt, so that a stream may change. What acts on a column
 * that the loss is sensitive to is slower still, and returns more slowly, as long as the loss is
 * small: {@link Sensitivity}.
 */
public final class StepOptimizer {

  private static final int MOST_GROUPS = 1000;

  private static final double SETTLING = 300;
  private static final double SLOWEST = 0.3;

  private final List<ParameterGroup> groups;
  private final Parameters first;
  private final Parameters second;
  private final long[] steps;

  public StepOptimizer(List<ParameterGroup> groups) {
    this.groups = List.copyOf(groups);
    this.first = Parameters.zeros(groups);
    this.second = Parameters.zeros(groups);
    this.steps = new long[groups.size()];
  }

  /** Updates every group that follows this rule, at full rates. */
  public void update(Rule rule, Parameters parameters, Parameters gradients) {
    update(rule, parameters, gradients, Sensitivity.NONE);
  }

  /**
   * Updates every group that follows this rule.
   *
   * @param sensitivity bounds the rates of what acts on a column
   */
  public void update(
      Rule rule, Parameters parameters, Parameters gradients, Sensitivity sensitivity) {
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      if (group.rule() == rule) {
        double[] share = sensitivity.shares(group);
        update(group, i, parameters.get(group.name()), gradients.get(group.name()), share);
      }
    }
  }

  private void update(
      ParameterGroup group, int i, double[] values, double[] gradient, double[] share) {
    long t = ++steps[i];
    double[] m = first.get(group.name());
    double[] v = second.get(group.name());
    if (group.update() instanceof Update.Natural natural) {
      double pace = settled(t);
      double[] rates = times(natural.rate() * pace, share);
      NaturalGradient.update(values, gradient, v, t, group.simplex(), rates);
      shrink(values, group.start(), times(natural.shrink() * pace, share));
    } else if (group.update() instanceof Update.Adam adam) {
      addPenalty(values, gradient, adam.penalty());
      double pace = adam.settles() ? settled(t) : 1;
      adam(values, gradient, m, v, t, times(adam.rate() * pace, share));
      shrink(values, group.start(), times(adam.shrink() * pace, share));
    }
    if (group.simplex() > 0) {
      centre(values, group.simplex());
    }
  }

  private static double settled(long t) {
    return Math.max(SLOWEST, 1 / Math.sqrt(1 + t / SETTLING));
  }

  private static double[] times(double rate, double[] share) {
    double[] rates = new double[share.length];
    for (int a = 0; a < rates.length; a++) {
      rates[a] = rate * share[a];
    }
    return rates;
  }

  private static void adam(
      double[] values, double[] gradient, double[] m, double[] v, long t, double[] rates) {
    double correct1 = 1 - Math.pow(0.9, t);
    double correct2 = 1 - Math.pow(0.999, t);
    for (int a = 0; a < values.length; a++) {
      m[a] = 0.9 * m[a] + 0.1 * gradient[a];
      v[a] = 0.999 * v[a] + 0.001 * gradient[a] * gradient[a];
      values[a] -= rates[a] * (m[a] / correct1) / (Math.sqrt(v[a] / correct2) + 1e-8);
    }
  }

  /** It belongs to the loss and not to the map, so no pullback knows of it. */
  static void addPenalty(double[] logits, double[] gradient, double penalty) {
    for (int a = 0; penalty > 0 && a < logits.length; a++) {
      double open = Softmax.sigmoid(logits[a]);
      gradient[a] += penalty * open * (1 - open);
    }
  }

  private static void shrink(double[] values, double[] start, double[] shares) {
    for (int a = 0; a < values.length; a++) {
      values[a] += shares[a] * (start[a] - values[a]);
    }
  }

  /** A softmax does not change when all its logits move together; keep them around 0. */
  private static void centre(double[] logits, int simplex) {
    for (int from = 0; from < logits.length; from += simplex) {
      double mean = 0;
      for (int a = 0; a < simplex; a++) {
        mean += logits[from + a] / simplex;
      }
      for (int a = 0; a < simplex; a++) {
        logits[from + a] -= mean;
      }
    }
  }

  public void write(DataOutput out) throws IOException {
    NamedParameters.write(groups, first, out);
    NamedParameters.write(groups, second, out);
    out.writeInt(steps.length);
    for (int i = 0; i < steps.length; i++) {
      out.writeUTF(groups.get(i).name());
      out.writeLong(steps[i]);
    }
  }

  public void read(DataInput in) throws IOException {
    NamedParameters.read(groups, first, in);
    NamedParameters.read(groups, second, in);
    for (ParameterGroup group : groups) {
      for (double square : second.get(group.name())) {
        if (square < 0) {
          throw new IOException("a mean square of " + group.name() + " is " + square);
        }
      }
    }
    int n = in.readInt();
    if (n < 0 || n > MOST_GROUPS) {
      throw new IOException(n + " groups of parameters");
    }
    Map<String, Long> stored = new HashMap<>();
    for (int i = 0; i < n; i++) {
      stored.put(in.readUTF(), in.readLong());
    }
    for (int i = 0; i < steps.length; i++) {
      steps[i] = stored.getOrDefault(groups.get(i).name(), 0L);
      if (steps[i] < 0) {
        throw new IOException(groups.get(i).name() + " was updated " + steps[i] + " times");
      }
    }
  }
}
