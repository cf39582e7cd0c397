/**
 * Differentiable steps from dirty to clean batches, each with its pullback, and how their
 * parameters are updated. One file per step, one line in {@link io.diffluent.core.step.Steps}.
 */
package io.diffluent.core.step;
