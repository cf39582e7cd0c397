package io.diffluent.core.detect;

import java.util.List;

/** The catalogue of detectors: adding one is one file and one line here. */
public final class Detectors {

  /** The name of the trained detector, whose weights live in the mixture. */
  public static final String LEARNED = "learned";

  private static final List<Detector> ALL =
      List.of(
          new Missing(),
          new Unparseable(),
          new ZScore(),
          new Iqr(),
          new Histogram(),
          new Residual(),
          new Jump(),
          new RareCategory(),
          new Learned());

  private Detectors() {}

  public static List<Detector> all() {
    return ALL;
  }

  public static List<String> names() {
    return ALL.stream().map(Detector::name).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no detector of this name; the message lists all
   */
  public static Detector named(String name) {
    return ALL.stream()
        .filter(detector -> detector.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no detector '" + name + "', only " + names()));
  }
}
