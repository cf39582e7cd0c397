package io.diffluent.connectors.replay;

import java.io.Serializable;
import java.util.List;

/**
 * Labels that belong to other rows: a row takes the label that one of the {@value #RECENT} rows
 * before it has in the files, whatever that row itself takes.
 *
 * <p>So the labels keep their distribution, only their rows are wrong. The rate is the share of
 * rows that take another's label; some get an equal one by chance, the more the fewer the classes.
 */
final class LabelSwap implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Memory of a reader of the files: that many labels. */
  static final int RECENT = 256;

  private static final String NAME = Pollution.LABEL_SWAP.code();
  private static final long CHOICE = 0;
  private static final long DONOR = 1;

  private final List<PollutionSpec.Rule> rules;
  private final long seed;
  private final long rows;

  LabelSwap(PollutionSpec spec, long seed, long rows) {
    this.rules = spec.rules(Pollution.LABEL_SWAP);
    this.seed = seed;
    this.rows = rows;
    if (PollutionSpec.largestTotal(rules) > 1 + 1e-9) {
      throw new IllegalArgumentException("the rates of " + NAME + " add up to more than 1");
    }
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** How many rows before this one the label is taken from; 0 when the row keeps its own. */
  int back(long row, String source) {
    double fraction = row / (double) rows;
    double rate =
        rules.stream()
            .filter(rule -> rule.isActive(fraction, source))
            .mapToDouble(PollutionSpec.Rule::rate)
            .sum();
    int before = (int) Math.min(row, RECENT);
    if (before == 0 || Seeds.uniform(Seeds.of(seed, row, NAME, CHOICE)) >= rate) {
      return 0;
    }
    return 1 + (int) (before * Seeds.uniform(Seeds.of(seed, row, NAME, DONOR)));
  }
}
