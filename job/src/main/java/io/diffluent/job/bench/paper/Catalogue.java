package io.diffluent.job.bench.paper;

import java.util.List;

/**
 * Which tables stand in which figure. The paper's tables come first; others follow, where errors
 * are real and not injected.
 */
final class Catalogue {

  private static final Dataset BIKE =
      Dataset.of(
              "bike",
              "bike/hour.csv.gz",
              "cnt",
              "UCI Machine Learning Repository, Bike Sharing, hour.csv")
          .ignoring("instant", "dteday", "casual", "registered");

  /** Shuffled: the table as it is published stands in the order of its experiments. */
  private static final Dataset NASA =
      Dataset.of(
              "nasa",
              "nasa/clean.csv.gz",
              "sound_pressure_level",
              "github.com, mohamedyd/ReClean, datasets/nasa")
          .filesOf(List.of("nasa/clean.csv.gz", "nasa/valid_clean.csv.gz"), List.of());

  private static final Dataset AIRBNB =
      Dataset.of(
          "airbnb",
          "airbnb/raw.csv.gz",
          "Price",
          "github.com, Preethi1609/CS8803-MDS-Data-Preprocessing-Transferability,"
              + " DiffPrep_transfer/data/Airbnb/raw (from CleanML)");

  private static final Dataset TITANIC =
      Dataset.of(
          "titanic",
          "titanic/titanic.csv.gz",
          "Survived",
          "github.com, LaureBerti/Learn2Clean, titanic_train.csv");

  private static final Dataset SOIL =
      Dataset.of(
              "soilmoisture",
              "soilmoisture/soilmoisture.csv.gz",
              "soil_moisture",
              "github.com, felixriese/hyperspectral-soilmoisture-dataset")
          .ignoring("index", "datetime", "soil_temperature");

  private static final Dataset SLICE =
      Dataset.of(
              "slice (first rows)",
              "slice_head/slice_head.csv.gz",
              "reference",
              "UCI Machine Learning Repository, Relative location of CT slices on axial axis")
          .ignoring("patientId");

  private static final Dataset INDOOR =
      Dataset.of(
              "ujiindoorloc",
              "ujiindoorloc/trainingData.csv.gz",
              "LONGITUDE",
              "UCI Machine Learning Repository, UJIIndoorLoc, trainingData.csv")
          .ignoring(
              "LATITUDE",
              "FLOOR",
              "BUILDINGID",
              "SPACEID",
              "RELATIVEPOSITION",
              "USERID",
              "PHONEID",
              "TIMESTAMP");

  private static final String BEERS_FROM =
      "github.com, BigDaMa/ExampleDrivenErrorDetection, datasets";

  /** Figure 3: the paper's three, then tables that are dirty as they were found. */
  static final List<Dataset> CLEANING =
      List.of(
          BIKE.polluted("missing=0.1"),
          NASA.polluted("outlier=0.1"),
          AIRBNB.polluted("typo=0.1"),
          NASA.called("nasa, dirty as found")
              .filesOf(List.of("nasa/dirty_80.csv.gz"), List.of("nasa/clean.csv.gz")),
          Dataset.of("beers", "beers/dirty.csv.gz", "style", BEERS_FROM)
              .filesOf(List.of("beers/dirty.csv.gz"), List.of("beers/clean.csv.gz")),
          TITANIC);

  /** Figure 4: wrong labels in the paper's tables. */
  static final List<Dataset> SOURCES = List.of(BIKE, NASA, AIRBNB);

  /** Figure 4: wrong features, one file per share of dirt. */
  static final List<Dataset> DIRTY_SOURCES =
      List.of(NASA.filesOf(List.of("nasa/clean.csv.gz"), List.of()));

  /** Shares of dirt that there are files for, in percent. */
  static final List<Integer> DIRT = List.of(10, 20, 40, 80);

  /** Figure 5: narrow tables, then wide ones. */
  static final List<Dataset> SELECTION = List.of(BIKE, NASA, AIRBNB, TITANIC, SOIL, SLICE, INDOOR);

  private Catalogue() {}

  /** The file with this share of dirt beside a clean file. */
  static String dirty(String clean, int percent) {
    return clean.replace("clean", "dirty_" + percent);
  }
}
