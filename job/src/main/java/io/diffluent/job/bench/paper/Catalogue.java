package io.diffluent.job.bench.paper;

import io.diffluent.job.bench.data.Dataset;
import io.diffluent.job.bench.data.Tables;
import java.util.List;

/**
 * Which tables stand in which figure. The paper's tables come first; others follow, where errors
 * are real and not injected.
 */
final class Catalogue {

  /**
   * Figure 3: the paper's three, then tables that are dirty as they were found. Tables of a
   * thousand rows are learned several times, as in the paper.
   */
  static final List<Dataset> CLEANING =
      List.of(
          Tables.BIKE.polluted("missing=0.1"),
          Tables.NASA.polluted("outlier=0.1").inPasses(8),
          Tables.AIRBNB.polluted("typo=0.1"),
          Tables.NASA
              .called("nasa, dirty as found")
              .filesOf(List.of("nasa/dirty_80.csv.gz"), List.of("nasa/clean.csv.gz"))
              .inPasses(8),
          Tables.BEERS,
          Tables.TITANIC.inPasses(8));

  /** Figure 4: wrong labels in the paper's tables. */
  static final List<Dataset> SOURCES = List.of(Tables.BIKE, Tables.NASA, Tables.AIRBNB);

  /** Figure 4: wrong features, one file per share of dirt. */
  static final List<Dataset> DIRTY_SOURCES =
      List.of(Tables.NASA.filesOf(List.of("nasa/clean.csv.gz"), List.of()));

  /** Shares of dirt that there are files for, in percent. */
  static final List<Integer> DIRT = List.of(10, 20, 40, 80);

  /** Figure 5: narrow tables, then wide ones. */
  static final List<Dataset> SELECTION =
      List.of(
          Tables.BIKE,
          Tables.NASA,
          Tables.AIRBNB,
          Tables.TITANIC,
          Tables.SOIL,
          Tables.SLICE,
          Tables.INDOOR);

  private Catalogue() {}

  /** The file with this share of dirt beside a clean file. */
  static String dirty(String clean, int percent) {
    return clean.replace("clean", "dirty_" + percent);
  }
}
