package io.diffluent.core.cells;

import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import java.io.Serializable;
import java.util.List;

/**
 * Which alternatives are computed.
 *
 * @param detectors names from the catalogue, in the order of their weights
 * @param repairs names from the catalogue, in the order of their weights
 * @param neighbours how many nearest rows {@code knn} averages
 */
public record CleanerConfig(List<String> detectors, List<String> repairs, int neighbours)
    implements Serializable {

  public CleanerConfig {
    detectors = List.copyOf(detectors);
    repairs = List.copyOf(repairs);
    detectors.forEach(Detectors::named);
    repairs.forEach(Repairs::named);
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours is " + neighbours + ", less than 1");
    }
  }

  /** The standard detectors, all repairs, five neighbours. */
  public static CleanerConfig all() {
    return new CleanerConfig(Detectors.standard(), Repairs.names(), 5);
  }
}
