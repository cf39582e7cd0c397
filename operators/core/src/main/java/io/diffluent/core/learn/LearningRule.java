package io.diffluent.core.learn;

import io.diffluent.core.step.ParameterGroup.Update;
import io.diffluent.core.step.Steps;
import java.util.List;

/** How the weights of an arm's steps are learned. */
public enum LearningRule {
  /** Normalised natural gradient on every simplex, on the same batch as the model. */
  NATURAL(new Update.Natural(0.1)),

  /** Adam on every simplex, on the same batch as the model. */
  ADAM(new Update.Adam(0.05, 0)),

  /**
   * The paper faithfully: softmax(l_d + l_r) over the hard detectors and fixed repairs, sigmoid
   * gates, equation 1 without normalisation for the sources, Adam, and model and weights on
   * alternating batches. Steps that the paper does not have are left out.
   */
  PAPER(new Update.Adam(0.05, 0));

  private final Update update;

  LearningRule(Update update) {
    this.update = update;
  }

  /** How simplices learn. */
  Update update() {
    return update;
  }

  /** Whether model and weights learn from different batches. */
  boolean alternates() {
    return this == PAPER;
  }

  /** Whether a source's gradient counts by its direction alone. */
  boolean normalisesLookAhead() {
    return this != PAPER;
  }

  /** What this rule makes of the configured steps. */
  List<String> steps(List<String> configured) {
    return this != PAPER
        ? configured
        : configured.stream().filter(Steps.PLAIN::containsKey).map(Steps.PLAIN::get).toList();
  }
}
