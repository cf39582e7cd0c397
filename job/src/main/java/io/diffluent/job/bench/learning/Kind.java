package io.diffluent.job.bench.learning;

import java.util.Locale;

/** What a case is about; its name begins with it. */
enum Kind {
  CLEANING,
  DRIFT,
  SOURCES,
  FEATURES,
  TRANSFORMATIONS,
  PASSES,
  PRUNING,
  COSTS;

  String prefix() {
    return name().toLowerCase(Locale.ROOT) + "/";
  }

  /** The kind of the case of this name. */
  static Kind of(String name) {
    return valueOf(name.substring(0, name.indexOf('/')).toUpperCase(Locale.ROOT));
  }

  /** Whether it measures time, which other runs at the same moment would spoil. */
  boolean isTimed() {
    return this == COSTS;
  }
}
