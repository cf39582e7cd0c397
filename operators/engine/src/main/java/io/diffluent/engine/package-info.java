/**
 * The DJL adaptor: models on CPU and GPU behind the port {@link io.diffluent.core.model.Model}.
 *
 * <p><b>Who does what.</b> A {@code Network} is a differentiable map on the device: inputs to
 * outputs, and back. {@code Objective} turns outputs into losses and slopes, in plain Java. An
 * {@code Optimizer} moves parameters and owns the moments. {@code DeviceModel} joins the three and
 * keeps the laws: a step that is not finite changes nothing; a snapshot is numbers only.
 *
 * <p><b>Native memory.</b> Parameters, moments and their views live as long as the model and belong
 * to its manager. Everything else is born inside an {@code NDScope} that one call opens and closes;
 * a manager of its own would not do, because results attach to the manager of their first operand.
 * Java memory is copied into arrays of the engine, never wrapped: a wrapped array dies with its
 * buffer, not with its last user.
 *
 * <p><b>Where it lives.</b> Natives load once in a process and stay with the class loader that
 * loaded them, so DJL belongs on the class path of the cluster, never in the jar of one job.
 */
package io.diffluent.engine;
