package io.diffluent.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.record.Row;
import io.diffluent.core.record.Rows;
import io.diffluent.core.record.Rows.Unparsed;
import io.diffluent.core.state.SeededRandom;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.Past;
import org.junit.jupiter.api.Test;

/** What each repair means. */
class RepairMeaningTest {

  private final Past past = Past.ordinary();
  private final NumericUnits height = past.statistics().units(Past.HEIGHT);
  private final NumericUnits weight = past.statistics().units(Past.WEIGHT);

  private double propose(String repair, Row row, int column) {
    return Repairs.named(repair).propose(past.cell(row, column), past.evidence(row, column));
  }

  private String category(String repair, Row row) {
    double position = propose(repair, row, Past.CITY);
    return Double.isNaN(position)
        ? "abstains"
        : past.statistics().vocabulary(Past.CITY).valueAt((int) position);
  }

  private static Row height(Object cell) {
    return Rows.of(cell, 200, "Lisbon", "11");
  }

  @Test
  void meanIsTheCentreOrTheMostFrequentCategory() {
    assertThat(propose("mean", height(null), Past.HEIGHT)).isZero();
    String mode = past.statistics().vocabulary(Past.CITY).mode().value();
    assertThat(category("mean", Rows.of(100, 200, null, "11"))).isEqualTo(mode);
    assertThat(category("mode", Rows.of(100, 200, null, "11"))).isEqualTo(mode);
  }

  @Test
  void modeOfANumberIsTheCentreOfItsFullestBin() {
    Past skewed = Past.of(256, i -> Rows.of(i % 4 == 0 ? i : 10, 1, "a", "1"));
    Row row = Rows.of(null, 1, "a", "1");
    double z =
        Repairs.named("mode").propose(skewed.cell(row, Past.HEIGHT), skewed.evidence(row, 0));
    assertThat(skewed.statistics().units(Past.HEIGHT).value(z)).isCloseTo(10, within(10.0));
  }

  @Test
  void medianIsTheMedianAndAbstainsForCategories() {
    assertThat(propose("median", height(null), Past.HEIGHT)).isEqualTo(height.z(height.q50()));
    assertThat(propose("median", height(null), Past.CITY)).isNaN();
  }

  @Test
  void winsorClipsToTukeysFence() {
    double fence = height.q75() + 1.5 * height.iqr();
    assertThat(propose("winsor", height(1e6), Past.HEIGHT)).isEqualTo(Math.min(4, height.z(fence)));
    assertThat(propose("winsor", height(101), Past.HEIGHT)).isEqualTo(height.z(101));
    assertThat(propose("winsor", height(null), Past.HEIGHT)).isNaN();
  }

  @Test
  void knnFindsTheObviousNeighbourAcrossTypes() {
    Past groups =
        Past.of(
            512,
            i ->
                i % 2 == 0
                    ? Rows.of(10 + i % 8, 20, "Lisbon", "11")
                    : Rows.of(90 + i % 8, 20, "Berlin", "13"));
    Row lostHeight = Rows.of(null, 20, "Berlin", "13");
    double z =
        Repairs.named("knn")
            .propose(groups.cell(lostHeight, Past.HEIGHT), groups.evidence(lostHeight, 0));
    assertThat(groups.statistics().units(Past.HEIGHT).value(z)).isBetween(90.0, 98.0);
    Row lostCity = Rows.of(12, 20, null, "11");
    double position =
        Repairs.named("knn")
            .propose(groups.cell(lostCity, Past.CITY), groups.evidence(lostCity, Past.CITY));
    assertThat(groups.statistics().vocabulary(Past.CITY).valueAt((int) position))
        .isEqualTo("Lisbon");
  }

  @Test
  void knnAbstainsWhenNothingCanBeTrusted() {
    Row row = Rows.of(null, null, null, null);
    assertThat(propose("knn", row, Past.HEIGHT)).isNaN();
    assertThat(Repairs.named("knn").propose(past.cell(row, Past.CITY), past.evidence(row, 2)))
        .isNaN();
  }

  @Test
  void regressionRecoversALinearRelation() {
    double z = propose("regression", Rows.of(112, null, "Lisbon", "11"), Past.WEIGHT);
    assertThat(weight.value(z)).isCloseTo(224, within(1.5));
    assertThat(propose("regression", Rows.of(112, 1, null, "11"), Past.CITY)).isNaN();
  }

  @Test
  void rescaleUndoesAWrongPowerOfTen() {
    for (double wrong : new double[] {1000, 0.001, 10, 100}) {
      Row row = Rows.of(95, 190 * wrong, "Lisbon", "11");
      double z = propose("rescale", row, Past.WEIGHT);
      assertThat(weight.value(z)).as("x %s", wrong).isCloseTo(190, within(1e-6));
    }
    assertThat(propose("rescale", Rows.of(95, 190, "Lisbon", "11"), Past.WEIGHT)).isNaN();
    assertThat(propose("rescale", Rows.of(95, 4321, "Lisbon", "11"), Past.WEIGHT)).isNaN();
  }

  @Test
  void rescalePrefersTheSmallerPower() {
    SeededRandom random = new SeededRandom(2);
    Past centred = Past.of(512, i -> Rows.of(Past.gauss(random), 5, "a", "1"));
    Row row = Rows.of(10, 5, "a", "1");
    double z =
        Repairs.named("rescale").propose(centred.cell(row, Past.HEIGHT), centred.evidence(row, 0));
    // 0.01 is a little nearer to what the other columns say, but a power further away.
    assertThat(centred.statistics().units(Past.HEIGHT).value(z)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void nearestCategoryUndoesATypo() {
    assertThat(category("nearest-category", Rows.of(100, 200, "Lisbonn", "11")))
        .isEqualTo("Lisbon");
    assertThat(category("nearest-category", Rows.of(100, 200, "Atlantis", "11")))
        .isEqualTo("abstains");
    assertThat(category("nearest-category", Rows.of(100, 200, "Lisbon", "11")))
        .isEqualTo("abstains");
    assertThat(propose("nearest-category", Rows.of(100, 200, "Lisbon", "17"), Past.CODE)).isNaN();
  }

  @Test
  void keepKeepsWhatCanBeReadAndLeavesEmptyEmpty() {
    assertThat(propose("keep", height(105), Past.HEIGHT)).isEqualTo(height.z(105));
    assertThat(propose("keep", height(1e9), Past.HEIGHT)).isEqualTo(20); // robust units
    assertThat(propose("keep", height(new Unparsed("105 cm", 105)), Past.HEIGHT))
        .isEqualTo(height.z(105));
    assertThat(propose("keep", height(null), Past.HEIGHT)).isNaN();
    assertThat(propose("keep", Rows.of(1, 2, "Atlantis", "11"), Past.CITY))
        .isEqualTo(Repair.NO_CATEGORY);
    assertThat(category("keep", Rows.of(1, 2, "Madrid", "11"))).isEqualTo("Madrid");
  }

  @Test
  void theLearnedFillIsNotKnownHere() {
    assertThat(propose("learned", height(null), Past.HEIGHT)).isNaN();
  }
}
