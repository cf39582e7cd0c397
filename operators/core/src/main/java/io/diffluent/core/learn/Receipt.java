package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import java.util.List;

/**
 * What was changed in one cell of a record, and why.
 *
 * @param column the column's name
 * @param raw the cell as it came, or null when nothing was there
 * @param usedNumber what the model was given instead, in the column's own units; NaN for a category
 * @param usedText the heaviest category the model was given, or null for a number or no category
 * @param suspects suspicion in [0, 1] of every detector that suspected the cell
 * @param repairs weight of every repair that proposed a value, of those that weigh at least 0.001;
 *     all of them sum to 1
 * @param trust weight in [0, 1] that stayed on the raw value
 */
public record Receipt(
    String column,
    String raw,
    double usedNumber,
    String usedText,
    List<Named> suspects,
    List<Named> repairs,
    double trust) {}
