package io.diffluent.core.repair;

import java.util.List;

/** The catalogue of repairs: adding one is one file and one line here. */
public final class Repairs {

  /** The name of the trained fill, whose value lives in the step of that name. */
  public static final String LEARNED = "learned";

  private static final List<Repair> ALL =
      List.of(
          new Mean(),
          new Mode(),
          new Median(),
          new Winsor(),
          new NearestNeighbours(),
          new RegressionRepair(),
          new Rescale(),
          new Sequence(),
          new NearestCategory(),
          new LearnedFillRepair(),
          new Keep());

  private Repairs() {}

  public static List<Repair> all() {
    return ALL;
  }

  public static List<String> names() {
    return ALL.stream().map(Repair::name).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no repair of this name; the message lists all
   */
  public static Repair named(String name) {
    return ALL.stream()
        .filter(repair -> repair.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no repair '" + name + "', only " + names()));
  }
}
