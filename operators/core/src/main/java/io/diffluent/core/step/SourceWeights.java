package io.diffluent.core.step;

import io.diffluent.core.cells.Batch;
import java.util.List;

/**
 * Weighs examples by their source (paper, 3.2): {@code weight_i <- weight_i w_k(i)}, {@code w =
 * softmax(l)}.
 *
 * <p>Learned by look-ahead: a same-batch gradient would only push down hard examples. The pullback
 * is nevertheless the true one. Adam 0.05; after each step the logits shrink by 0.5 %, so that
 * sources of which nothing is known go on counting alike. Where no source is trusted, the sources
 * judge each other, which may favour a wrong one: Adam 0.02, and 2 %.
 */
public final class SourceWeights implements Step {

  /** Logits of the sources. */
  public static final String LOGITS = "sources";

  private static final ParameterGroup.Update BY_TRUST = new ParameterGroup.Update.Adam(0.05, 0.005);
  private static final ParameterGroup.Update BY_EACH_OTHER =
      new ParameterGroup.Update.Adam(0.02, 0.02);
  private static final ParameterGroup.Update PLAIN = new ParameterGroup.Update.Adam(0.05, 0);

  private final StepContext context;
  private final String name;
  private final ParameterGroup.Update update;

  SourceWeights(StepContext context) {
    this(context, "source-weights", context.trusts() ? BY_TRUST : BY_EACH_OTHER);
  }

  private SourceWeights(StepContext context, String name, ParameterGroup.Update update) {
    this.context = context;
    this.name = name;
    this.update = update;
  }

  /** {@code plain-source-weights}: the paper's own (3.2), which do not shrink. */
  static SourceWeights plain(StepContext context) {
    return new SourceWeights(context, "plain-source-weights", PLAIN);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<ParameterGroup> parameters() {
    int n = context.sources().size();
    return List.of(
        new ParameterGroup(
            LOGITS, context.sources(), new double[n], n, update, ParameterGroup.Rule.LOOK_AHEAD));
  }

  @Override
  public Forward forward(Parameters parameters, Batch in) {
    double[] w = Softmax.of(parameters.get(LOGITS));
    double[] weights = in.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= w[in.sources()[i]];
    }
    return new Forward(
        in.withWeights(weights),
        (out, gradients) -> {
          double[] dw = new double[w.length];
          double[] dweights = out.weights();
          for (int i = 0; i < dweights.length; i++) {
            int source = in.sources()[i];
            dw[source] += dweights[i] * in.weights()[i];
            dweights[i] *= w[source];
          }
          Softmax.pullback(w, dw, gradients.get(LOGITS), 0);
          return out;
        });
  }
}
