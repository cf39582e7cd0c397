package io.diffluent.job.bench.learning;

import java.util.List;
import java.util.Locale;

/**
 * A number to reach.
 *
 * @param study what is asked
 * @param measured what came out
 * @param must what has to be reached
 * @param isMust whether it is; null where what is needed was not run
 * @param stretch what would be nice
 * @param isStretch whether it is; null as above
 */
record Goal(
    String study, String measured, String must, Boolean isMust, String stretch, Boolean isStretch) {

  /**
   * Something that must not be above a bound.
   *
   * @param value NaN where it was not run
   */
  record Bound(String name, double value, double must, double stretch) {}

  /** Reached when every bound is kept. */
  static Goal of(String study, String must, String stretch, Bound... bounds) {
    boolean isComplete = true;
    boolean isMust = true;
    boolean isStretch = true;
    StringBuilder measured = new StringBuilder();
    for (Bound bound : List.of(bounds)) {
      isComplete &= !Double.isNaN(bound.value());
      isMust &= bound.value() <= bound.must();
      isStretch &= bound.value() <= bound.stretch();
      measured.append(measured.isEmpty() ? "" : ", ").append(bound.name()).append(' ');
      measured.append(
          Double.isNaN(bound.value())
              ? "not run"
              : String.format(Locale.ROOT, "%.3f", bound.value()));
    }
    return new Goal(
        study,
        measured.toString(),
        must,
        isComplete ? isMust : null,
        stretch,
        isComplete ? isStretch : null);
  }

  static String word(Boolean isReached) {
    return isReached == null ? "not run" : isReached ? "yes" : "no";
  }
}
