package io.diffluent.job.bench.data;

import java.util.List;

/** The tables that the benches know: where they are, what is predicted, what is left out. */
public final class Tables {

  public static final Dataset BIKE =
      Dataset.of(
              "bike",
              "bike/hour.csv.gz",
              "cnt",
              "UCI Machine Learning Repository, Bike Sharing, hour.csv")
          .ignoring("instant", "dteday", "casual", "registered");

  /** Shuffled: the table as it is published stands in the order of its experiments. */
  public static final Dataset NASA =
      Dataset.of(
              "nasa",
              "nasa/clean.csv.gz",
              "sound_pressure_level",
              "github.com, mohamedyd/ReClean, datasets/nasa")
          .filesOf(List.of("nasa/clean.csv.gz", "nasa/valid_clean.csv.gz"), List.of());

  public static final Dataset AIRBNB =
      Dataset.of(
          "airbnb",
          "airbnb/raw.csv.gz",
          "Price",
          "github.com, Preethi1609/CS8803-MDS-Data-Preprocessing-Transferability,"
              + " DiffPrep_transfer/data/Airbnb/raw (from CleanML)");

  public static final Dataset TITANIC =
      Dataset.of(
          "titanic",
          "titanic/titanic.csv.gz",
          "Survived",
          "github.com, LaureBerti/Learn2Clean, titanic_train.csv");

  public static final Dataset SOIL =
      Dataset.of(
              "soilmoisture",
              "soilmoisture/soilmoisture.csv.gz",
              "soil_moisture",
              "github.com, felixriese/hyperspectral-soilmoisture-dataset")
          .ignoring("index", "datetime", "soil_temperature");

  public static final Dataset SLICE =
      Dataset.of(
              "slice (first rows)",
              "slice_head/slice_head.csv.gz",
              "reference",
              "UCI Machine Learning Repository, Relative location of CT slices on axial axis")
          .ignoring("patientId");

  public static final Dataset INDOOR =
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

  /** The price decides the label, so it is left out. */
  public static final Dataset ELECTRICITY =
      Dataset.of(
              "electricity",
              "electricity/elec2.csv.gz",
              "class",
              "github.com, vlosing/driftDatasets, realWorld/Elec2")
          .ignoring("date", "nswprice");

  public static final Dataset CENSUS =
      Dataset.of(
          "census",
          "uscensus/uscensus.csv.gz",
          "Income",
          "github.com, chu-data-lab/DiffPrep, data/USCensus/data.csv");

  public static final Dataset BEERS =
      Dataset.of(
              "beers",
              "beers/dirty.csv.gz",
              "style",
              "github.com, BigDaMa/ExampleDrivenErrorDetection, datasets")
          .filesOf(List.of("beers/dirty.csv.gz"), List.of("beers/clean.csv.gz"));

  private Tables() {}
}
