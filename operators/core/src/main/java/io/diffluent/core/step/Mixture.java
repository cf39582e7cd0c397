package io.diffluent.core.step;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Arena;
import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.BatchGradient;
import io.diffluent.core.cells.CellGate;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repair;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.state.SeededRandom;
import java.util.ArrayList;
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
 * below {@link #SMALLEST} is exactly 0. One-hot weights reproduce a fixed pipeline where suspicions
 * are 0 or 1; between them a fixed one cuts at one half, and this one repairs in part.
 *
 * <p>l_r starts at what the repairs are expected to be worth ({@link Repair#prior}).
 *
 * <p>The model is told g, and 1 of a number that stood inside a text.
 *
 * <p><b>Draws.</b> In rows that are only trained on (replay), every suspect cell draws one of the
 * repairs, and a quarter of the cells draw whether they are repaired, with the mixture's weights:
 *
 * <pre>
 * r ~ v / sum v    b ~ Bernoulli(g), or b = g    x = z + b (P_r - z)    the model is told b
 * </pre>
 *
 * <p>which has the mixture as its mean. The model so learns from the spread of the alternatives and
 * not from their mean alone, as in multiple imputation (Rubin, 1987), and cannot lean on a repaired
 * cell as it would on a measured one. Most gates stay as they are, because that is how cells will
 * be scored: a label that hangs on a rare, unusual number is else learned from what is never shown.
 * A draw has no slope: the weights learn nothing from it.
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
    this(context, Steps.MIXTURE, false);
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
    double[] priors = context.repairs().stream().mapToDouble(this::prior).toArray();
    ParameterGroup.Rule rule = ParameterGroup.Rule.SAME_BATCH;
    List<ParameterGroup> groups = new ArrayList<>();
    groups.add(
        new ParameterGroup(DETECTORS, detectors, start, start.length, context.update(), rule));
    groups.add(
        new ParameterGroup(
            REPAIRS, context.repairs(), priors, priors.length, context.update(), rule));
    if (learned >= 0) {
      groups.addAll(LearnedDetector.parameters(context.encoding()));
    }
    return groups;
  }

  /** Logit of a repair's weight at the start; the paper's all start alike. */
  private double prior(String repair) {
    return plain ? 0 : Repairs.named(repair).prior();
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    Choices choices = choose(parameters, in.alternatives(), in.arena());
    if (in.draw() != 0 && !plain) {
      choices.draw(new SeededRandom(in.draw()));
    }
    double[] x = in.arena().copy(in.x());
    double[] g = in.arena().copy(in.g());
    int columns = in.encoding().columns().size();
    Alternatives alternatives = in.alternatives();
    for (int k = 0; k < choices.count(); k++) {
      int column = alternatives.column()[k];
      g[alternatives.row()[k] * columns + column] = told(alternatives, choices, k);
      if (choices.changes(k)) {
        mix(in, k, choices, x);
      }
    }
    Batch out = in.withGates(g).withCells(x, alternatives.none());
    return new Forward(
        out, (gradient, gradients) -> pullback(parameters, in, choices, gradient, gradients));
  }

  /** What the model is told of a cell. */
  private double told(Alternatives alternatives, Choices choices, int k) {
    return plain ? 0 : alternatives.rescued()[k] ? 1 : choices.gate()[k];
  }

  /** The choice for every suspect cell of a batch. */
  public Choices choose(Parameters parameters, Alternatives alternatives, Arena arena) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    double[] v = Softmax.of(parameters.get(REPAIRS));
    LearnedDetector detector = learned < 0 ? null : LearnedDetector.in(parameters);
    Choices choices = Choices.of(alternatives, arena);
    for (int k = 0; k < choices.count(); k++) {
      int column = alternatives.column()[k];
      double star =
          learned < 0 ? 0 : detector.gate(column, alternatives.scores(), k * Scores.COUNT);
      int at = k * alternatives.detectors();
      choices.learned()[k] = star;
      choices.gate()[k] =
          alternatives.forced()[k] ? 1 : gate(w, alternatives.suspicion(), at, star);
      choices.shareOut(k, v, alternatives.value());
    }
    return choices;
  }

  /** The gate of a cell in which there is something to keep, before it is known to be suspect. */
  public CellGate gate(Parameters parameters) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    LearnedDetector detector = learned < 0 ? null : LearnedDetector.in(parameters);
    return (column, suspicions, at, scores, scoresAt) -> {
      double star = learned < 0 ? 0 : detector.gate(column, scores, scoresAt);
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

  private static void mix(Batch in, int k, Choices choices, double[] x) {
    Alternatives alternatives = in.alternatives();
    int column = alternatives.column()[k];
    int at = in.at(alternatives.row()[k], column);
    double gate = choices.gate()[k];
    for (int j = at; j < at + in.encoding().size(column); j++) {
      x[j] *= 1 - gate;
    }
    int repairs = choices.repairs();
    for (int a = k * repairs; a < (k + 1) * repairs; a++) {
      int position = alternatives.position()[a];
      if (choices.share()[a] > 0 && position >= 0) {
        x[at + position] += gate * choices.share()[a] * alternatives.value()[a];
      }
    }
  }

  private BatchGradient pullback(
      Parameters parameters, Batch in, Choices choices, BatchGradient out, Parameters gradients) {
    double[] w = Softmax.of(parameters.get(DETECTORS));
    double[] v = Softmax.of(parameters.get(REPAIRS));
    double[] dw = new double[w.length];
    double[] dg = out.g();
    Alternatives alternatives = in.alternatives();
    ThroughRepairs repairs = new ThroughRepairs(in, choices, out.x());
    LearnedDetector detector = learned < 0 ? null : LearnedDetector.in(gradients);
    int columns = in.encoding().columns().size();
    for (int k = 0; k < choices.count(); k++) {
      int gateAt = alternatives.row()[k] * columns + alternatives.column()[k];
      double dgate = plain || alternatives.rescued()[k] ? 0 : dg[gateAt];
      dg[gateAt] = 0; // the incoming gate value was replaced
      if (choices.changes(k)) {
        dgate += repairs.pullback(k);
      }
      if (choices.gate()[k] > 0 && !alternatives.forced()[k] && !choices.isDrawn()[k]) {
        throughDetectors(alternatives, k, choices.learned()[k], w, dgate, dw, detector);
      }
    }
    Softmax.pullback(w, dw, gradients.get(DETECTORS), 0);
    Softmax.pullback(v, repairs.dv, gradients.get(REPAIRS), 0);
    return new BatchGradient(out.x(), dg, out.weights(), repairs.dvalue);
  }

  private void throughDetectors(
      Alternatives alternatives,
      int k,
      double star,
      double[] w,
      double dgate,
      double[] dw,
      LearnedDetector gradients) {
    int at = k * alternatives.detectors();
    for (int d = 0; d < places.length; d++) {
      dw[d] += dgate * (d == learned ? star : alternatives.suspicion()[at + places[d]]);
    }
    if (learned >= 0) {
      gradients.pullback(
          alternatives.column()[k],
          alternatives.scores(),
          k * Scores.COUNT,
          star,
          w[learned] * dgate);
    }
  }

  /**
   * The way back from x to the repairs and to what was kept.
   *
   * @param dx dLoss/dx behind the mixture, which becomes that in front of it, cell by cell
   * @param dvalue of the candidates
   * @param dv of the repairs' weights
   * @param effect {@code <dx, P_r>} of one cell: what the loss would gain per unit of a candidate
   */
  private record ThroughRepairs(
      Batch in, Choices choices, double[] dx, double[] dvalue, double[] dv, double[] effect) {

    ThroughRepairs(Batch in, Choices choices, double[] dx) {
      this(
          in,
          choices,
          dx,
          in.arena().zeros(in.alternatives().value().length),
          new double[choices.repairs()],
          new double[choices.repairs()]);
    }

    /** Returns dLoss/dgate through x. */
    double pullback(int k) {
      Alternatives alternatives = in.alternatives();
      int column = alternatives.column()[k];
      int at = in.at(alternatives.row()[k], column);
      double gate = choices.gate()[k];
      double kept = 0;
      for (int j = at; j < at + in.encoding().size(column); j++) {
        kept += dx[j] * in.x()[j];
      }
      int from = k * effect.length;
      double repaired = 0;
      for (int r = 0; r < effect.length; r++) {
        double share = choices.share()[from + r];
        int position = alternatives.position()[from + r];
        boolean proposes = share > 0 && position >= 0;
        double slope = proposes ? dx[at + position] : 0;
        effect[r] = proposes ? alternatives.value()[from + r] * slope : 0;
        dvalue[from + r] = gate * share * slope;
        repaired += share * effect[r];
      }
      for (int r = 0; r < effect.length; r++) {
        if (choices.share()[from + r] > 0) {
          dv[r] += gate * (effect[r] - repaired) / choices.proposed()[k];
        }
      }
      for (int j = at; j < at + in.encoding().size(column); j++) {
        dx[j] *= 1 - gate;
      }
      return repaired - kept;
    }
  }
}
