package io.diffluent.core.detect;

import java.util.List;
import java.util.stream.Stream;

/** The catalogue of detectors: adding one is one file and one line here. */
public final class Detectors {

  /** The name of the trained detector, whose weights live in the mixture. */
  public static final String LEARNED = "learned";

  private static final List<Detector> STANDARD =
      List.of(
          new Missing(),
          new Unparseable(),
          new ZScore(),
          new Iqr(),
          new Histogram(),
          new Residual(),
          new Jump(),
          new Stuck(),
          new RareCategory(),
          new Learned());

  /** Models of the whole table, fitted anew at every refresh: only for who asks for them. */
  private static final List<Detector> ON_REQUEST =
      List.of(new DboostGaussian(), new DboostHistogram(), new DboostMixture());

  private static final List<Detector> ALL =
      Stream.concat(STANDARD.stream(), ON_REQUEST.stream()).toList();

  private Detectors() {}

  public static List<Detector> all() {
    return ALL;
  }

  /** Names of the detectors that are used where none are named: the cheap ones. */
  public static List<String> standard() {
    return STANDARD.stream().map(Detector::name).toList();
  }

  /** Names of all detectors. */
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
