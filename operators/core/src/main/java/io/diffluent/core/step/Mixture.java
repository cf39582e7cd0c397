package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.CellGate;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.state.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses between the alternatives of every suspect cell (paper, 3.1):
 *
 * <pre>
 * g = sum_d w_d m_d + w_* g*       w = softmax(l_d), over the detectors and "none"
 * p = sum_r v_r P_r / sum_r v_r    v = softmax(l_r), over the repairs that propose something
 * x = z + g (p - z)
 * </pre>
 *
 * <p>Since softmax(l_d + l_r) = softmax(l_d) x softmax(l_r), this is the paper's mixture over all
 * detector x repair pairs, at the cost of D + R. A cell with nothing to keep has g = 1. A gate
 * below {@link #SMALLEST} is exactly 0. One-hot weights reproduce a fixed pipeline.
 *
 * <p><b>Draws.</b> In rows that are only trained on (replay), every suspect cell draws one of the
 * alternatives, with the mixture's weights:
 *
 * <pre>
 * b ~ Bernoulli(g)    r ~ v / sum v    x = z + b (P_r - z)    the model is told b
 * </pre>
 *
 * <p>which has the mixture as its mean. The model so learns from the spread of the alternatives and
 * not from their mean alone, as in multiple imputation (Rubin, 1987), and cannot lean on a repaired
 * cell as it would on a measured one. A draw has no slope: the weights learn nothing from it.
 */
public final class Mixture implements Step {

  /** Logits of the detectors and of {@link #NONE}. */
  public static final String DETECTORS = "detectors";

  /** Logits of the repairs. */
  public static final String REPAIRS = "repairs";

  /** The detector that suspects nothing: "do nothing" is always an alternative. */
  public static final String NONE = "none";

  /** Gates below this are exactly 0, and their cells cost nothing. */
  public static final double SMALLEST = 0.02;

  private static final double LEARNED_START = 2;

  private final StepContext context;
  private final String name;
  private final boolean plain;

  /** Names of the detectors that are heard. */
  private final List<String> heard;

  /** Place of each of them among the suspicions. */
  private final int[] places;

  /** The learned one among those that are heard, or -1. */
  private final int learned;

  public Mixture(StepContext context) {
    this(context, "mixture", false);
  }

  private Mixture(StepContext context, String name, boolean plain) {
    this.context = context;
    this.name = name;
    this.plain = plain;
    this.heard =
        context.detectors().stream()
            .filter(detector -> !(plain && detector.equals(Detectors.LEARNED)))
            .toList();
    this.places = heard.stream().mapToInt(context.detectors()::indexOf).toArray();
    this.learned = heard.indexOf(Detectors.LEARNED);
  }

  /**
   * {@code plain-mixture}: the paper's own (3.1), without the learned detector and without a word
   * to the model about how much was repaired (g stays 0).
   */
  static Mixture plain(StepContext context) {
    return new Mixture(context, "plain-mixture", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<ParameterGroup> parameters() {
    List<String> detectors = new ArrayList<>(heard);
    detectors.add(NONE);
    double[] start = new double[detectors.size()];
    if (learned >= 0) {
      start[learned] = LEARNED_START;
    }
    int repairs = context.repairs().size();
    ParameterGroup.Rule rule = ParameterGroup.Rule.SAME_BATCH;
    List<ParameterGroup> groups = new ArrayList<>();
    groups.add(
        new ParameterGroup(DETECTORS, detectors, start, start.length, context.update(), rule));
    groups.add(
        new ParameterGroup(
            REPAIRS, context.repairs(), new double[repairs], repairs, context.update(), rule));
    if (learned >= 0) {
      groups.addAll(LearnedDetector.parameters(context.encoding()));
    }
    return groups;
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    Choice[] choices = choose(parameters, in.alternatives());
    if (draws(in)) {
      SeededRandom random = new SeededRandom(in.draw());
      Arrays.setAll(choices, k -> choices[k].drawn(random));
    }
    double[] x = in.x().clone();
    double[] g = in.g().clone();
    int columns = in.encoding().columns().size();
    Alternatives alternatives = in.alternatives();
    for (int k = 0; k < choices.length; k++) {
      int column = alternatives.column()[k];
      g[alternatives.row()[k] * columns + column] = plain ? 0 : choices[k].gate;
      if (choices[k].changes()) {
        mix(alternatives, k, choices[k], x, in.at(alternatives.row()[k], column), in, column);
      }
    }
    Batch out = in.withGates(g).withCells(x, alternatives.none());
    return new Forward(
        out, (gradient, gradients) -> pullback(parameters, in, choices, gradient, gradients));
  }

  /**
   * What the mixture does with one suspect cell.
   *
   * @param gate how much is repaired
   * @param learned g* of the learned detector, before its weight
   * @param shares weight of every repair among those that propose something; all 0 if none does
   * @param proposed sum of the weights before sharing
   */
  public record Choice(double gate, double learned, double[] shares, double proposed) {

    boolean changes() {
      return gate > 0 && proposed > 0;
    }

    /** One of the alternatives, with these weights. */
    private Choice drawn(SeededRandom random) {
      double repaired = random.nextDouble() < gate ? 1 : 0;
      double[] one = new double[shares.length];
      double left = random.nextDouble();
      int last = -1;
      for (int r = 0; r < shares.length && left >= 0; r++) {
        if (shares[r] > 0) {
          left -= shares[r];
          last = r;
        }
      }
      if (last >= 0) {
        one[last] = 1;
      }
      return new Choice(repaired, learned, one, proposed);
    }
  }

  private boolean draws(Batch in) {
    return in.draw() != 0 && !plain;
  }

  /** The choice for every suspect cell of a batch. */
  public Choice[] choose(Parameters parameters, Alternatives alternatives) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    double[] v = Softmax.of(parameters.get(REPAIRS));
    Choice[] choices = new Choice[alternatives.count()];
    for (int k = 0; k < choices.length; k++) {
      double star =
          learned < 0
              ? 0
              : LearnedDetector.gate(
                  parameters, alternatives.column()[k], alternatives.scores(), k * Scores.COUNT);
      int at = k * alternatives.detectors();
      double gate = alternatives.forced()[k] ? 1 : gate(w, alternatives.suspicion(), at, star);
      choices[k] = share(gate, star, v, alternatives, k);
    }
    return choices;
  }

  /** The gate of a cell in which there is something to keep, before it is known to be suspect. */
  public CellGate gate(Parameters parameters) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    return (column, suspicions, at, scores, scoresAt) -> {
      double star = learned < 0 ? 0 : LearnedDetector.gate(parameters, column, scores, scoresAt);
      return gate(w, suspicions, at, star);
    };
  }

  private double gate(double[] w, float[] suspicions, int at, double star) {
    double gate = 0;
    for (int d = 0; d < places.length; d++) {
      gate += w[d] * (d == learned ? star : suspicions[at + places[d]]);
    }
    return gate < SMALLEST ? 0 : gate;
  }

  private double suspicion(Alternatives alternatives, int k, int d) {
    return alternatives.suspicion()[k * alternatives.detectors() + places[d]];
  }

  private static Choice share(
      double gate, double star, double[] v, Alternatives alternatives, int k) {
    double[] shares = new double[v.length];
    double sum = 0;
    for (int r = 0; r < v.length; r++) {
      if (!Double.isNaN(alternatives.value()[k * v.length + r])) {
        shares[r] = v[r];
        sum += v[r];
      }
    }
    for (int r = 0; r < v.length && sum > 0; r++) {
      shares[r] /= sum;
    }
    return new Choice(gate, star, shares, sum);
  }

  private static void mix(
      Alternatives alternatives, int k, Choice choice, double[] x, int at, Batch in, int column) {
    for (int j = 0; j < in.encoding().size(column); j++) {
      x[at + j] *= 1 - choice.gate;
    }
    int repairs = alternatives.repairs();
    for (int r = 0; r < repairs; r++) {
      int position = alternatives.position()[k * repairs + r];
      if (choice.shares[r] > 0 && position >= 0) {
        x[at + position] += choice.gate * choice.shares[r] * alternatives.value()[k * repairs + r];
      }
    }
  }

  private BatchGradient pullback(
      Parameters parameters, Batch in, Choice[] choices, BatchGradient out, Parameters gradients) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    double[] v = Softmax.of(parameters.get(REPAIRS));
    double[] dw = new double[w.length];
    double[] dv = new double[v.length];
    double[] dx = out.x().clone();
    double[] dg = out.g().clone();
    Alternatives alternatives = in.alternatives();
    double[] dvalue = new double[alternatives.value().length];
    int columns = in.encoding().columns().size();
    for (int k = 0; k < choices.length; k++) {
      Choice choice = choices[k];
      int gateAt = alternatives.row()[k] * columns + alternatives.column()[k];
      double gateGradient = plain ? 0 : dg[gateAt];
      dg[gateAt] = 0; // the incoming gate value was replaced
      if (choice.changes()) {
        gateGradient += throughRepairs(in, k, choice, out.x(), dx, dvalue, dv);
      }
      if (choice.gate > 0 && !alternatives.forced()[k] && !draws(in)) {
        throughDetectors(alternatives, k, choice, w, gateGradient, dw, gradients);
      }
    }
    Softmax.pullback(w, dw, gradients.get(DETECTORS), 0);
    Softmax.pullback(v, dv, gradients.get(REPAIRS), 0);
    return new BatchGradient(dx, dg, out.weights(), dvalue);
  }

  /** Returns dLoss/dgate through x; fills dx, dvalue and dv. */
  private static double throughRepairs(
      Batch in, int k, Choice choice, double[] dxOut, double[] dx, double[] dvalue, double[] dv) {
    Alternatives alternatives = in.alternatives();
    int repairs = alternatives.repairs();
    int column = alternatives.column()[k];
    int at = in.at(alternatives.row()[k], column);
    double kept = 0;
    for (int j = 0; j < in.encoding().size(column); j++) {
      kept += dxOut[at + j] * in.x()[at + j];
      dx[at + j] = (1 - choice.gate) * dxOut[at + j];
    }
    double repaired = 0;
    for (int r = 0; r < repairs; r++) {
      repaired += choice.shares[r] * effect(alternatives, k * repairs + r, dxOut, at);
    }
    for (int r = 0; r < repairs; r++) {
      int a = k * repairs + r;
      if (choice.shares[r] > 0) {
        int position = alternatives.position()[a];
        dvalue[a] = position < 0 ? 0 : choice.gate * choice.shares[r] * dxOut[at + position];
        dv[r] += choice.gate * (effect(alternatives, a, dxOut, at) - repaired) / choice.proposed;
      }
    }
    return repaired - kept;
  }

  /** {@code <dx, P_r>}: what the loss would gain per unit of this candidate. */
  private static double effect(Alternatives alternatives, int a, double[] dx, int at) {
    int position = alternatives.position()[a];
    double value = alternatives.value()[a];
    return position < 0 || Double.isNaN(value) ? 0 : value * dx[at + position];
  }

  private void throughDetectors(
      Alternatives alternatives,
      int k,
      Choice choice,
      double[] w,
      double gateGradient,
      double[] dw,
      Parameters gradients) {
    for (int d = 0; d < places.length; d++) {
      dw[d] += gateGradient * (d == learned ? choice.learned : suspicion(alternatives, k, d));
    }
    if (learned >= 0) {
      LearnedDetector.pullback(
          gradients,
          alternatives.column()[k],
          alternatives.scores(),
          k * Scores.COUNT,
          choice.learned,
          w[learned] * gateGradient);
    }
  }
}
