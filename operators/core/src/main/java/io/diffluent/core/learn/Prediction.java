package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import io.diffluent.core.record.Envelope;
import java.util.List;

/**
 * The answer to one event.
 *
 * @param envelope whose answer; {@code envelope.origin().id()} is the prediction's deterministic id
 * @param value the predicted number; for classification the probability of {@code label}
 * @param label the predicted class, or null for regression and while no class is known
 * @param classes probability of every class known so far; empty for regression
 * @param version learning steps the model had taken when it scored this event
 * @param served name of the arm that answered
 * @param receipt one entry for each cell that was changed, up to a bound
 * @param omitted cells that were changed as well, beyond that bound
 */
public record Prediction(
    Envelope envelope,
    double value,
    String label,
    List<Named> classes,
    long version,
    String served,
    List<Receipt> receipt,
    int omitted) {

  /** Cells that were changed. */
  public int changed() {
    return receipt.size() + omitted;
  }
}
