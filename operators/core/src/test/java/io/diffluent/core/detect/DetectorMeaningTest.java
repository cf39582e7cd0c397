package io.diffluent.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Rows.Unparsed;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.Past;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each detector means. */
class DetectorMeaningTest {

  private final Past past = Past.ordinary();
  private final NumericUnits height = past.statistics().units(Past.HEIGHT);

  private double suspicion(String detector, Row row, int column) {
    return Detectors.named(detector).suspicion(past.cell(row, column));
  }

  private double ofHeight(String detector, double number) {
    return suspicion(detector, Rows.of(number, 2 * number, "Lisbon", "11"), Past.HEIGHT);
  }

  private double ofCity(String detector, String text) {
    return suspicion(detector, Rows.of(100, 200, text, "11"), Past.CITY);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2.55, 0", "3, 0.5", "3.45, 1", "1e300, 1", "NaN, 0"})
  void theRampIsOneHalfOnTheThreshold(double score, double expected) {
    assertThat(Detector.ramp(score, 3)).isCloseTo(expected, within(1e-12));
  }

  @Nested
  class MissingMeans {

    @ParameterizedTest
    @ValueSource(strings = {"?", "N/A", "nan", " null ", "-"})
    void whatEverybodyWritesForNothing(String marker) {
      assertThat(ofCity("missing", marker)).isOne();
      Row row = Rows.of(new Unparsed(marker, Double.NaN), 200, "Lisbon", "11");
      assertThat(suspicion("missing", row, Past.HEIGHT)).isOne();
    }

    @Test
    void nothingAtAll() {
      assertThat(ofCity("missing", null)).isOne();
      assertThat(suspicion("missing", Rows.of(null, 2, "", ""), Past.HEIGHT)).isOne();
    }

    @Test
    void aConfiguredSentinelNumberOrText() {
      assertThat(suspicion("missing", Rows.of(1, -1, "", ""), Past.WEIGHT)).isOne();
      Row row = Rows.of(1, new Unparsed("unknown", Double.NaN), "", "");
      assertThat(suspicion("missing", row, Past.WEIGHT)).isOne();
      assertThat(suspicion("missing", Rows.of(-1, 1, "", ""), Past.HEIGHT)).isZero();
    }

    @Test
    void aNumberFarOutsideThatRepeats() {
      var rows = Past.ordinaryRows(3);
      Past sensor =
          Past.of(
              512,
              i ->
                  i % 20 == 0
                      ? Rows.of(-200, rows.apply(i).numbers()[1], "a", "1")
                      : rows.apply(i));
      Detector missing = Detectors.named("missing");
      assertThat(missing.suspicion(sensor.cell(Rows.of(-200, 1, "a", "1"), Past.HEIGHT))).isOne();
      assertThat(missing.suspicion(sensor.cell(Rows.of(-201, 1, "a", "1"), Past.HEIGHT))).isZero();
      assertThat(missing.suspicion(sensor.cell(Rows.of(100, 1, "a", "1"), Past.HEIGHT))).isZero();
    }
  }

  @Test
  void unparseableIsATextWhereANumberBelongs() {
    Row row = Rows.of(new Unparsed("97 cm", 97), 194, "Lisbon", "11");
    assertThat(suspicion("unparseable", row, Past.HEIGHT)).isOne();
    assertThat(suspicion("unparseable", row, Past.WEIGHT)).isZero();
    assertThat(suspicion("unparseable", row, Past.CITY)).isZero();
  }

  @Test
  void zscoreIsOneHalfAtThreeStandardDeviations() {
    assertThat(ofHeight("zscore", height.mean() + 3 * height.deviation()))
        .isCloseTo(0.5, within(1e-9));
    assertThat(ofHeight("zscore", height.mean() - 3 * height.deviation()))
        .isCloseTo(0.5, within(1e-9));
    assertThat(ofHeight("zscore", height.mean() + 2 * height.deviation())).isZero();
    assertThat(ofHeight("zscore", height.mean() + 4 * height.deviation())).isOne();
  }

  @Test
  void iqrIsOneHalfOnTukeysFence() {
    assertThat(ofHeight("iqr", height.q75() + 1.5 * height.iqr())).isCloseTo(0.5, within(1e-9));
    assertThat(ofHeight("iqr", height.q25() - 1.5 * height.iqr())).isCloseTo(0.5, within(1e-9));
    assertThat(ofHeight("iqr", height.q50())).isZero();
    assertThat(ofHeight("iqr", height.q75() + 2 * height.iqr())).isOne();
  }

  /** Behind 396 runs of one and three of three, the next that repeats is one of four in 400. */
  @Test
  void stuckIsOneHalfAtARunThatOneInAHundredReaches() {
    Past sensor =
        Past.of(405, i -> Rows.of(i < 396 ? i + 1 : 1000 + (i - 396) / 3, 1, "Lisbon", "11"));
    Detector stuck = Detectors.named("stuck");
    Row height = Rows.of(50, 1, "Madrid", "11");
    assertThat(stuck.suspicion(sensor.cell(height, Past.HEIGHT))).isZero();
    sensor.statistics().observe(height);
    assertThat(stuck.suspicion(sensor.cell(height, Past.HEIGHT))).isCloseTo(0.5, within(1e-9));
    assertThat(stuck.suspicion(sensor.cell(height, Past.WEIGHT))).isZero();
    assertThat(stuck.suspicion(sensor.cell(height, Past.CITY))).isZero();
  }

  @Test
  void histogramSuspectsWhatLiesTwoBinsOutsideAndEmptyBins() {
    double bin = (height.q99() - height.q01()) / 20;
    assertThat(ofHeight("histogram", height.q99() + 2 * bin)).isCloseTo(0.5, within(1e-9));
    assertThat(ofHeight("histogram", height.q50())).isZero();
    assertThat(ofHeight("histogram", height.q99() + 3 * bin)).isOne();
    Past gap = Past.of(512, i -> Rows.of(i % 2 * 100 + (i % 7) * 0.1, 1, "a", "1"));
    CellView between = gap.cell(Rows.of(50, 1, "a", "1"), Past.HEIGHT);
    assertThat(Detectors.named("histogram").suspicion(between)).isOne();
  }

  @Test
  void histogramSuspectsCategoriesFarBelowTheAverageOne() {
    assertThat(ofCity("histogram", "Lisbon")).isZero();
    assertThat(ofCity("histogram", "Atlantis")).isOne();
  }

  @Test
  void residualIsOneHalfAtFourStandardDeviationsFromTheRegression() {
    double weight = 200;
    Row row = Rows.of(100, weight, "Lisbon", "11");
    CellView cell = past.cell(row, Past.WEIGHT);
    double sigma = past.statistics().residualSigma(Past.WEIGHT);
    NumericUnits units = past.statistics().units(Past.WEIGHT);
    double on = units.value(cell.regressed() + 4 * sigma);
    assertThat(suspicion("residual", Rows.of(100, on, "Lisbon", "11"), Past.WEIGHT))
        .isCloseTo(0.5, within(1e-6));
    assertThat(suspicion("residual", row, Past.WEIGHT)).isZero();
    // Ordinary on its own, impossible beside a height of 100.
    assertThat(ofHeight("zscore", 115)).isZero();
    assertThat(suspicion("residual", Rows.of(100, 230, "Lisbon", "11"), Past.WEIGHT)).isOne();
  }

  @Test
  void rareCategoryKnowsATypoFromSomethingNew() {
    assertThat(ofCity("rare-category", "Lisbon")).isZero();
    assertThat(ofCity("rare-category", "Lisbn")).isCloseTo(1 - 1 / 6.0, within(1e-12));
    assertThat(ofCity("rare-category", "Atlantis")).isEqualTo(0.5);
    assertThat(ofCity("rare-category", "?")).isZero();
  }

  @Test
  void codesWithoutLettersAreNoTypos() {
    Row row = Rows.of(100, 200, "Lisbon", "17");
    assertThat(suspicion("rare-category", row, Past.CODE)).isEqualTo(0.5);
  }

  @Test
  void theLearnedDetectorAttendsToWhatItsStartWouldOpenAGateFor() {
    assertThat(ofHeight("learned", height.centre() + 1.3 * height.scale())).isZero();
    assertThat(ofHeight("learned", height.centre() + 1.5 * height.scale())).isOne();
    assertThat(suspicion("learned", Rows.of(null, 200, "Lisbon", "11"), Past.HEIGHT)).isOne();
    assertThat(suspicion("learned", Rows.of(100, 230, "Lisbon", "11"), Past.WEIGHT)).isOne();
    assertThat(ofCity("learned", "Atlantis")).isOne();
    assertThat(ofCity("learned", "Lisbon")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zscore",
        "iqr",
        "histogram",
        "residual",
        "rare-category",
        "learned",
        "dboost-gaussian",
        "dboost-histogram",
        "dboost-mixture"
      })
  void withoutAPastNobodyIsSuspect(String detector) {
    Past none = Past.none();
    Row row = Rows.of(1e9, -1e9, "Lisbon", "11");
    for (int column = 0; column < 4; column++) {
      assertThat(Detectors.named(detector).suspicion(none.cell(row, column))).isZero();
    }
  }

  /** One absurd number must not hide, nor accuse, all others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "zscore",
        "iqr",
        "histogram",
        "residual",
        "dboost-gaussian",
        "dboost-histogram",
        "dboost-mixture"
      })
  void oneAbsurdNumberDoesNotAccuseTheRest(String detector) {
    for (double absurd : new double[] {1e30, 1e200, 1e308, -1e308}) {
      var rows = Past.ordinaryRows(5);
      Past disturbed =
          Past.of(
              320, i -> i % 100 == 50 ? Rows.of(absurd, absurd, "Lisbon", "11") : rows.apply(i));
      Row row = Rows.of(100, 200, "Lisbon", "11");
      assertThat(Detectors.named(detector).suspicion(disturbed.cell(row, Past.HEIGHT)))
          .as("%s after %s", detector, absurd)
          .isZero();
    }
  }
}
