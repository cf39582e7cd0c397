package io.diffluent.core.evaluate;

import io.diffluent.core.record.Origin;

/**
 * What every arm said about one labelled record before learning it.
 *
 * @param origin which record
 * @param label the number, or the class index
 * @param outputs {@code [arms][outputs]}: predicted number; probability of class 1 for binary;
 *     probability of every class for multiclass
 */
public record Outcome(Origin origin, double label, float[][] outputs) {}
