package io.diffluent.core.cells;

/**
 * {@code dLoss/dB}: one number for every number of a {@link Batch} that a step may change.
 *
 * @param x {@code [rows][width]}
 * @param g {@code [rows][columns]}
 * @param weights {@code [rows]}
 * @param value of the alternatives, {@code [count][repairs]}
 */
public record BatchGradient(double[] x, double[] g, double[] weights, double[] value) {}
