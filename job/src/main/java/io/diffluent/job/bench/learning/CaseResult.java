package io.diffluent.job.bench.learning;

import java.util.Comparator;
import java.util.List;

/**
 * What was measured of a case.
 *
 * @param seeds one measurement per seed, in order
 */
record CaseResult(String name, List<Measurement> seeds) {

  CaseResult {
    seeds = seeds.stream().sorted(Comparator.comparingLong(Measurement::seed)).toList();
  }

  Kind kind() {
    return Kind.of(name);
  }

  boolean is(Kind kind) {
    return kind() == kind;
  }
}
