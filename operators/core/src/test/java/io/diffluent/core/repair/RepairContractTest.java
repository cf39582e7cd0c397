package io.diffluent.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.detect.CellView;
import io.diffluent.core.record.Column;
import io.diffluent.core.record.Row;
import io.diffluent.core.stats.Hostile;
import io.diffluent.core.stats.Past;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link Repair}, for the whole catalogue. */
class RepairContractTest {

  static Stream<Repair> catalogue() {
    return Repairs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void aCandidateIsAnAbstentionOrCanBeEncoded(Repair repair) {
    for (Map.Entry<String, Past> past : Hostile.pasts().entrySet()) {
      for (Row row : Hostile.rows()) {
        for (int c = 0; c < Past.SCHEMA.columns().size(); c++) {
          CellView cell = past.getValue().cell(row, c);
          double candidate = repair.propose(cell, past.getValue().evidence(row, c));
          assertThat(isLawful(Past.SCHEMA.columns().get(c), candidate))
              .as("%s: %s[%d] of %s is %s", past.getKey(), repair.name(), c, row.raw(c), candidate)
              .isTrue();
        }
      }
    }
  }

  private static boolean isLawful(Column column, double candidate) {
    if (Double.isNaN(candidate)) {
      return true;
    }
    if (column.isNumeric()) {
      return Math.abs(candidate) <= 20;
    }
    return candidate == Math.rint(candidate) && candidate >= -1 && candidate < column.size();
  }

  static Stream<Repair> sure() {
    return Repairs.all().stream().filter(repair -> repair.prior() == Repair.SPEAKS_WHEN_SURE);
  }

  @ParameterizedTest
  @MethodSource("sure")
  void whatIsTrustedToSpeakOnlyWhenSureSaysNothingAboutOrdinaryCells(Repair repair) {
    Past past = Past.ordinary();
    IntFunction<Row> rows = Past.ordinaryRows(8);
    for (int i = 0; i < 200; i++) {
      Row row = rows.apply(i);
      for (int c = 0; c < Past.SCHEMA.columns().size(); c++) {
        assertThat(repair.propose(past.cell(row, c), past.evidence(row, c)))
            .as("%s: %s", repair.name(), row.raw(c))
            .isNaN();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void proposingTwiceGivesTheSameAndLeavesTheStatisticsAlone(Repair repair) {
    Past past = Past.ordinary();
    byte[] before = past.bytes();
    for (Row row : Hostile.rows()) {
      for (int c = 0; c < Past.SCHEMA.columns().size(); c++) {
        CellView cell = past.cell(row, c);
        Evidence evidence = past.evidence(row, c);
        Double once = repair.propose(cell, evidence);
        assertThat(repair.propose(cell, evidence)).isEqualTo(once);
        assertThat(repair.propose(cell, past.evidence(row, c))).isEqualTo(once);
      }
    }
    assertThat(past.bytes()).isEqualTo(before);
  }

  @Test
  void theCatalogueHasUniqueNamesAndSaysWhichItKnows() {
    assertThat(Repairs.names()).doesNotHaveDuplicates().contains(Repairs.LEARNED, "keep");
    assertThatThrownBy(() -> Repairs.named("magic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("magic")
        .hasMessageContaining("winsor");
    Repairs.names().forEach(name -> assertThat(Repairs.named(name).name()).isEqualTo(name));
  }
}
