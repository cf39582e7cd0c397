package io.diffluent.core.learn;

import io.diffluent.core.evaluate.Named;
import java.util.ArrayList;
import java.util.List;

/**
 * What a learner knows about itself, emitted every few learning steps.
 *
 * @param model the model key
 * @param version batches closed, those that were skipped included
 * @param timestamp event time of the last learned record, in milliseconds since the epoch
 * @param served name of the arm that is served
 * @param weights learned weights by group ({@code detectors}, {@code repairs}, {@code features},
 *     {@code sources}) and name
 * @param arms prequential metrics of every arm
 * @param counts {@code scored}, {@code learned}, {@code unlabelled}, {@code suspectCells}, {@code
 *     skippedBatches}, ...
 * @param alerts what a person should look at, in words; empty when all is well
 */
public record Telemetry(
    String model,
    long version,
    long timestamp,
    String served,
    List<Group> weights,
    List<ArmMetrics> arms,
    List<Named> counts,
    List<String> alerts) {

  /** The same with further counts. */
  public Telemetry with(List<Named> further) {
    List<Named> all = new ArrayList<>(counts);
    all.addAll(further);
    return new Telemetry(
        model, version, timestamp, served, weights, arms, List.copyOf(all), alerts);
  }

  /** A group of learned weights. */
  public record Group(String name, List<Named> entries) {}

  /**
   * Prequential metrics of one arm.
   *
   * @param arm its name
   * @param all over the whole stream
   * @param window over the last full window
   */
  public record ArmMetrics(String arm, List<Named> all, List<Named> window) {}
}
