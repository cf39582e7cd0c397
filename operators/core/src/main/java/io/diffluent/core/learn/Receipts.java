package io.diffluent.core.learn;

import io.diffluent.core.cells.Alternatives;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.step.Mixture;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the mixture changed in a record, in a person's units. */
final class Receipts {

  /** What is lighter is left out: a receipt is for reading. */
  private static final double SMALLEST = 0.001;

  private final Encoding encoding;
  private final List<String> detectors;
  private final List<String> repairs;
  private final int bound;

  Receipts(LearnerConfig config, Encoding encoding) {
    this.encoding = encoding;
    this.detectors = config.cleaner().detectors();
    this.repairs = config.cleaner().repairs();
    this.bound = config.limits().receiptCells();
  }

  /**
   * @param alternatives of the whole scored batch
   * @param choices what the mixture does with each of them
   * @param from index of the record's first suspect cell in the batch
   */
  List<Receipt> of(Cells cells, Alternatives alternatives, Mixture.Choice[] choices, int from) {
    List<Receipt> receipts = new ArrayList<>();
    for (int k = 0; k < cells.suspects().seen() && receipts.size() < bound; k++) {
      Mixture.Choice choice = choices[from + k];
      if (choice.gate() > 0) {
        receipts.add(one(cells, k, alternatives, from + k, choice));
      }
    }
    return receipts;
  }

  private Receipt one(
      Cells cells, int k, Alternatives alternatives, int at, Mixture.Choice choice) {
    int column = cells.suspects().columns()[k];
    boolean numeric = encoding.isNumeric(column);
    return new Receipt(
        encoding.columns().get(column).name(),
        cells.display().raw()[k],
        numeric ? number(cells, k, alternatives, at, choice) : Double.NaN,
        numeric ? null : category(cells, k, choice),
        suspects(cells, k, choice),
        weights(choice),
        1 - choice.gate());
  }

  private double number(
      Cells cells, int k, Alternatives alternatives, int at, Mixture.Choice choice) {
    float kept = cells.suspects().kept()[k];
    double z = Float.isNaN(kept) ? 0 : Math.max(-4, Math.min(4, kept));
    double mixed = choice.proposed() > 0 ? (1 - choice.gate()) * z : z;
    for (int r = 0; r < repairs.size(); r++) {
      if (choice.shares()[r] > 0) {
        mixed += choice.gate() * choice.shares()[r] * alternatives.value()[at * repairs.size() + r];
      }
    }
    return cells.display().centre()[k] + cells.display().scale()[k] * mixed;
  }

  /** The heaviest of the kept and the proposed categories; null when that is none. */
  private String category(Cells cells, int k, Mixture.Choice choice) {
    boolean keeps = !Float.isNaN(cells.suspects().kept()[k]);
    String heaviest = keeps ? cells.display().raw()[k] : null;
    double most = keeps ? 1 - choice.gate() : 0;
    for (int r = 0; r < repairs.size(); r++) {
      String name = cells.display().names()[k * repairs.size() + r];
      double weight = 0;
      for (int s = 0; s < repairs.size() && name != null; s++) {
        if (name.equals(cells.display().names()[k * repairs.size() + s])) {
          weight += choice.gate() * choice.shares()[s];
        }
      }
      if (name != null && keeps && name.equals(cells.display().raw()[k])) {
        weight += 1 - choice.gate();
      }
      if (weight > most) {
        most = weight;
        heaviest = name;
      }
    }
    return heaviest;
  }

  private List<Named> suspects(Cells cells, int k, Mixture.Choice choice) {
    List<Named> suspects = new ArrayList<>();
    for (int d = 0; d < detectors.size(); d++) {
      double suspicion =
          detectors.get(d).equals(Detectors.LEARNED)
              ? choice.learned()
              : cells.suspects().suspicions()[k * detectors.size() + d];
      if (suspicion >= SMALLEST) {
        suspects.add(new Named(detectors.get(d), suspicion));
      }
    }
    return suspects;
  }

  private List<Named> weights(Mixture.Choice choice) {
    List<Named> weights = new ArrayList<>();
    for (int r = 0; r < repairs.size(); r++) {
      if (choice.shares()[r] >= SMALLEST) {
        weights.add(new Named(repairs.get(r), choice.shares()[r]));
      }
    }
    return weights;
  }
}
