package io.diffluent.core.step;

import io.diffluent.core.cells.Encoding;
import io.diffluent.core.cells.Scores;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned detector, per cell of column f with scores s:
 *
 * <pre>
 * g* = sigmoid((a + a_f) + sum_s (k_s + k_fs) s)
 * </pre>
 *
 * <p>Start a = -6, k = (1.5, 0, 0, 8, 0, 0), deltas 0; Adam 0.02; after each step everything
 * shrinks by 0.5 % towards its start, which keeps an idle detector alive for the next drift.
 *
 * @param shared a and k, {@code [1 + scores]}
 * @param own a_f and k_f of every column, {@code [columns][1 + scores]}
 */
record LearnedDetector(double[] shared, double[] own) {

  static final String SHARED = "learned-detector";
  static final String BY_COLUMN = "learned-detector-columns";

  private static final ParameterGroup.Update UPDATE = new ParameterGroup.Update.Adam(0.02, 0.005);
  private static final double[] START = {-6, 1.5, 0, 0, 8, 0, 0};
  private static final int SIZE = 1 + Scores.COUNT;

  /** The detector with these parameters; or its gradients. */
  static LearnedDetector in(Parameters parameters) {
    return new LearnedDetector(parameters.get(SHARED), parameters.get(BY_COLUMN));
  }

  static List<ParameterGroup> parameters(Encoding encoding) {
    List<String> terms = new ArrayList<>(List.of("bias"));
    terms.addAll(Scores.NAMES);
    List<String> names = new ArrayList<>();
    encoding
        .columns()
        .forEach(column -> terms.forEach(term -> names.add(column.name() + "." + term)));
    ParameterGroup.Rule rule = ParameterGroup.Rule.SAME_BATCH;
    return List.of(
        new ParameterGroup(SHARED, terms, START, 0, UPDATE, rule),
        new ParameterGroup(BY_COLUMN, names, new double[names.size()], 0, UPDATE, rule));
  }

  /** g* of one cell; {@code at} is the cell's place in {@code scores}. */
  double gate(int column, float[] scores, int at) {
    int c = column * SIZE;
    double logit = shared[0] + own[c];
    for (int s = 0; s < Scores.COUNT; s++) {
      logit += (shared[1 + s] + own[c + 1 + s]) * scores[at + s];
    }
    return Softmax.sigmoid(logit);
  }

  /** Adds to these, which are gradients, what g* and dLoss/dg* of a cell mean for them. */
  void pullback(int column, float[] scores, int at, double gate, double gateGradient) {
    double logit = gateGradient * gate * (1 - gate);
    int c = column * SIZE;
    shared[0] += logit;
    own[c] += logit;
    for (int s = 0; s < Scores.COUNT; s++) {
      shared[1 + s] += logit * scores[at + s];
      own[c + 1 + s] += logit * scores[at + s];
    }
  }
}
