package io.diffluent.core.learn;

import io.diffluent.core.cells.Batch;
import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Encoding;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.step.Choices;
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
   * What is said about one record.
   *
   * @param omitted changed cells beyond the bound
   */
  record Slip(List<Receipt> receipts, int omitted) {
    static final Slip EMPTY = new Slip(List.of(), 0);
  }

  /**
   * @param met the whole scored batch, as the mixture meets it
   * @param choices what the mixture does with each of them
   * @param from index of the record's first suspect cell in the batch
   */
  Slip of(Cells cells, Batch met, Choices choices, int from) {
    List<Receipt> receipts = new ArrayList<>();
    int omitted = 0;
    for (int k = 0; k < cells.suspects().seen(); k++) {
      boolean changed = choices.gate()[from + k] > 0;
      if (changed && receipts.size() < bound) {
        receipts.add(one(cells, k, met, choices, from + k));
      } else if (changed) {
        omitted++;
      }
    }
    return new Slip(receipts, omitted);
  }

  private Receipt one(Cells cells, int k, Batch met, Choices choices, int at) {
    int column = cells.suspects().columns()[k];
    boolean numeric = encoding.isNumeric(column);
    return new Receipt(
        encoding.columns().get(column).name(),
        cells.display().came().raw(k),
        numeric ? number(cells, k, met, choices, at) : Double.NaN,
        numeric ? null : category(cells, k, choices, at),
        suspects(cells, k, choices.learned()[at]),
        weights(choices, at),
        1 - choices.gate()[at]);
  }

  private double number(Cells cells, int k, Batch met, Choices choices, int at) {
    double z = met.x()[met.at(met.alternatives().row()[at], cells.suspects().columns()[k])];
    double gate = choices.gate()[at];
    double mixed = choices.proposed()[at] > 0 ? (1 - gate) * z : z;
    for (int r = 0; r < repairs.size(); r++) {
      if (choices.share(at, r) > 0) {
        mixed += gate * choices.share(at, r) * met.alternatives().value()[at * repairs.size() + r];
      }
    }
    return cells.display().centre()[k] + cells.display().scale()[k] * mixed;
  }

  /** The heaviest of the kept and the proposed categories; null when that is none. */
  private String category(Cells cells, int k, Choices choices, int at) {
    double gate = choices.gate()[at];
    boolean keeps = !Float.isNaN(cells.suspects().kept()[k]);
    String heaviest = keeps ? cells.display().came().raw(k) : null;
    double most = keeps ? 1 - gate : 0;
    for (int r = 0; r < repairs.size(); r++) {
      String name = cells.display().names()[k * repairs.size() + r];
      double weight = 0;
      for (int s = 0; s < repairs.size() && name != null; s++) {
        if (name.equals(cells.display().names()[k * repairs.size() + s])) {
          weight += gate * choices.share(at, s);
        }
      }
      if (name != null && keeps && name.equals(cells.display().came().raw(k))) {
        weight += 1 - gate;
      }
      if (weight > most) {
        most = weight;
        heaviest = name;
      }
    }
    return heaviest;
  }

  private List<Named> suspects(Cells cells, int k, double learned) {
    List<Named> suspects = new ArrayList<>();
    for (int d = 0; d < detectors.size(); d++) {
      double suspicion =
          detectors.get(d).equals(Detectors.LEARNED)
              ? learned
              : cells.suspects().suspicions()[k * detectors.size() + d];
      if (suspicion >= SMALLEST) {
        suspects.add(new Named(detectors.get(d), suspicion));
      }
    }
    return suspects;
  }

  private List<Named> weights(Choices choices, int at) {
    List<Named> weights = new ArrayList<>();
    for (int r = 0; r < repairs.size(); r++) {
      if (choices.share(at, r) >= SMALLEST) {
        weights.add(new Named(repairs.get(r), choices.share(at, r)));
      }
    }
    return weights;
  }
}
