package io.diffluent.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Row;
import io.diffluent.core.stats.Hostile;
import io.diffluent.core.stats.Past;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link Detector}, for the whole catalogue. */
class DetectorContractTest {

  static Stream<Detector> catalogue() {
    return Detectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void suspicionsLieBetweenZeroAndOneWhateverTheCellHolds(Detector detector) {
    for (Map.Entry<String, Past> past : Hostile.pasts().entrySet()) {
      for (Row row : Hostile.rows()) {
        for (int column = 0; column < Past.SCHEMA.columns().size(); column++) {
          double suspicion = detector.suspicion(past.getValue().cell(row, column));
          assertThat(suspicion)
              .as("%s: %s[%d] = %s", past.getKey(), detector.name(), column, row.raw(column))
              .isBetween(0.0, 1.0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void lookingTwiceGivesTheSameAndLeavesTheStatisticsAlone(Detector detector) {
    Past past = Past.ordinary();
    byte[] before = past.bytes();
    for (Row row : Hostile.rows()) {
      double[] numbers = row.numbers().clone();
      for (int column = 0; column < Past.SCHEMA.columns().size(); column++) {
        CellView cell = past.cell(row, column);
        assertThat(detector.suspicion(cell)).isEqualTo(detector.suspicion(cell));
      }
      assertThat(row.numbers()).isEqualTo(numbers);
    }
    assertThat(past.bytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void anOrdinaryRecordIsMostlyNotSuspect(Detector detector) {
    Past past = Past.ordinary();
    var rows = Past.ordinaryRows(99);
    int certain = 0;
    for (int i = 0; i < 200; i++) {
      Row row = rows.apply(i);
      for (int column = 0; column < 4; column++) {
        boolean learned = detector.name().equals(Detectors.LEARNED);
        certain += !learned && detector.suspicion(past.cell(row, column)) > 0.5 ? 1 : 0;
      }
    }
    assertThat(certain).isLessThan(800 / 20);
  }

  @Test
  void theCatalogueHasUniqueNamesAndSaysWhichItKnows() {
    assertThat(Detectors.names()).doesNotHaveDuplicates().contains(Detectors.LEARNED);
    assertThat(Detectors.names()).containsAll(Detectors.standard());
    assertThat(Detectors.standard()).noneMatch(name -> name.startsWith("dboost"));
    assertThatThrownBy(() -> Detectors.named("oracle"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oracle")
        .hasMessageContaining("zscore");
    Detectors.names().forEach(name -> assertThat(Detectors.named(name).name()).isEqualTo(name));
  }
}
