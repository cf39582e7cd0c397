package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolluterTest {

  private static final int ROWS = 20_000;
  private static final List<FeatureColumn> COLUMNS =
      List.of(
          new FeatureColumn("x", true, 50, 2),
          new FeatureColumn("c", false, 0, 0),
          new FeatureColumn("y", true, 5, 1));
  private static final String[] CLEAN = {"50.5", "spring", "5"};

  private static Polluter polluter(String spec, long seed) {
    return new Polluter(PollutionSpec.parse(spec), seed, ROWS, COLUMNS);
  }

  private static double changed(Polluter polluter, int column, IntPredicate rows) {
    int changed = 0;
    int seen = 0;
    for (int row = 0; row < ROWS; row++) {
      if (rows.test(row)) {
        seen++;
        changed += Objects.equals(polluter.pollute(row, CLEAN)[column], CLEAN[column]) ? 0 : 1;
      }
    }
    return changed / (double) seen;
  }

  @Test
  void aFunctionOfSeedAndRow() {
    String spec = "missing=0.1,outlier=0.1,typo=0.2,stuck=0.1,noise=0.1,swap=0.1";
    Polluter one = polluter(spec, 7);
    Polluter same = polluter(spec, 7);
    Polluter other = polluter(spec, 8);
    int different = 0;
    for (int row = ROWS - 1; row >= 0; row--) {
      assertThat(one.pollute(row, CLEAN)).isEqualTo(same.pollute(row, CLEAN));
      different += Arrays.equals(one.pollute(row, CLEAN), other.pollute(row, CLEAN)) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(ROWS / 2);
    assertThat(CLEAN).containsExactly("50.5", "spring", "5");
  }

  /** Published scores name a specification and a seed: what they inject must stay what it was. */
  @Test
  void theSameBitsAsInEveryEarlierVersion() {
    Polluter polluter =
        polluter(
            "missing=0.1,outlier=0.1,typo=0.1[c;y],scale=0.1@0.3-0.7,swap=0.1,stuck=0.1,"
                + "noise=0.1,placeholder=0.1",
            7);
    int hash = 0;
    for (int row = 0; row < ROWS; row++) {
      hash = 31 * hash + Arrays.hashCode(polluter.pollute(row, CLEAN));
    }
    assertThat(hash).isEqualTo(-392323666);
  }

  @ParameterizedTest
  @CsvSource({
    "missing, 0.1, 0.1",
    "outlier, 0.1, 0",
    "typo, 0.1, 0.1",
    "scale, 0.1, 0",
    "noise, 0.1, 0",
    "stuck, 0.1, 0",
    "placeholder, 0.1, 0.1",
    "swap, 0.1, 0",
  })
  void ratesPerCell(String kind, double numeric, double categorical) {
    Polluter polluter = polluter(kind + "=0.1", 1);
    double tolerance = kind.equals("stuck") ? 0.03 : 0.008;
    assertThat(changed(polluter, 0, r -> true)).isBetween(numeric - tolerance, numeric + tolerance);
    assertThat(changed(polluter, 1, r -> true))
        .isBetween(categorical - tolerance, categorical + tolerance);
  }

  @Test
  void kindsExcludeEachOtherSoTheirRatesAddUp() {
    Polluter polluter = polluter("missing=0.1,outlier=0.1,typo=0.1", 3);
    assertThat(changed(polluter, 0, r -> true)).isBetween(0.29, 0.31);
    assertThat(changed(polluter, 1, r -> true)).isBetween(0.19, 0.21);
  }

  @Test
  void outliersAreFarOutOnBothSides() {
    Polluter polluter = polluter("outlier=1[x]", 3);
    int above = 0;
    for (int row = 0; row < ROWS; row++) {
      double distance = (Double.parseDouble(polluter.pollute(row, CLEAN)[0]) - 50.5) / 2;
      assertThat(Math.abs(distance)).isBetween(3.999, 12.001);
      above += distance > 0 ? 1 : 0;
    }
    assertThat(above).isBetween(9_700, 10_300);
  }

  @Test
  void typosAreOneEditAway() {
    Polluter polluter = polluter("typo=1", 3);
    for (int row = 0; row < 2_000; row++) {
      String[] dirty = polluter.pollute(row, CLEAN);
      assertThat(dirty[0]).isIn("505", "5.05");
      assertThat(dirty[1]).isNotEqualTo("spring").hasSizeBetween(5, 7);
    }
    Polluter short1 = polluter("typo=1[c]", 3);
    assertThat(short1.pollute(1, new String[] {"1", "a", "2"})[1]).isNotBlank().isNotEqualTo("a");
    assertThat(short1.pollute(1, new String[] {"1", null, "2"})).containsExactly("1", null, "2");
  }

  @Test
  void scheduleAndColumns() {
    Polluter late = polluter("outlier=0.2@0.5", 3);
    assertThat(changed(late, 0, r -> r < ROWS / 2)).isZero();
    assertThat(changed(late, 0, r -> r >= ROWS / 2)).isBetween(0.18, 0.22);
    Polluter early = polluter("missing=0.2@0-0.25[c]", 3);
    assertThat(changed(early, 1, r -> r < ROWS / 4)).isBetween(0.18, 0.22);
    assertThat(changed(early, 1, r -> r >= ROWS / 4)).isZero();
    assertThat(changed(early, 0, r -> true)).isZero();
  }

  @Test
  void rulesForASourceSpareTheOthers() {
    Polluter polluter = polluter("missing=0.2{a;b},typo=0.3[c]{b}", 3);
    Polluter everywhere = polluter("missing=0.2", 3);
    int typos = 0;
    for (int row = 0; row < ROWS; row++) {
      assertThat(polluter.pollute(row, CLEAN)).isEqualTo(CLEAN);
      assertThat(polluter.pollute(row, "other", CLEAN)).isEqualTo(CLEAN);
      assertThat(polluter.pollute(row, "a", CLEAN)).isEqualTo(everywhere.pollute(row, CLEAN));
      String cell = polluter.pollute(row, "b", CLEAN)[1];
      typos += cell == null || cell.equals("spring") ? 0 : 1;
    }
    assertThat(typos / (double) ROWS).isBetween(0.29, 0.31);
  }

  @Test
  void specificationsAreReadOrExplained() {
    assertThat(PollutionSpec.parse("missing=0.1[a;b]@0.25-0.5, typo=1e-3").rules())
        .containsExactly(
            new PollutionSpec.Rule(Pollution.MISSING, 0.1, 0.25, 0.5, List.of("a", "b")),
            new PollutionSpec.Rule(Pollution.TYPO, 0.001, 0, 1, List.of()));
    assertThat(PollutionSpec.parse("missing=0.3@0.5-1[a;b]{plant-2},typo=1{one; two}[c]").rules())
        .containsExactly(
            new PollutionSpec.Rule(
                Pollution.MISSING, 0.3, 0.5, 1, List.of("a", "b"), List.of("plant-2")),
            new PollutionSpec.Rule(Pollution.TYPO, 1, 0, 1, List.of("c"), List.of("one", "two")));
    wrong("missing=0.1{}", "the list of sources is not closed or empty");
    wrong("missing=0.1{a", "not closed");
    wrong("missing=0.1{a}]", "is not a number from 0 to 1");
    wrong("outlyer=0.1", "did you mean 'outlier'?");
    wrong("missing", "there is no rate");
    wrong("missing=2", "'2' is not a number from 0 to 1");
    wrong("missing=x", "'x' is not a number");
    wrong("missing=0.1@0.5-0.2", "ends before it begins");
    wrong("missing=0.1[", "not closed");
    wrong("", "there is no rate");
    assertThatThrownBy(() -> polluter("missing=0.1[z]", 1)).hasMessageContaining("no feature");
    assertThatThrownBy(() -> polluter("missing=0.6,outlier=0.6", 1))
        .hasMessageContaining("more than 1");
    polluter("missing=0.6@0-0.5,outlier=0.6@0.5", 1);
    polluter("missing=0.6{a},outlier=0.6{b}", 1);
    assertThatThrownBy(() -> polluter("missing=0.6{a},outlier=0.6@0.9", 1))
        .hasMessageContaining("more than 1");
  }

  private static void wrong(String spec, String message) {
    assertThatThrownBy(() -> PollutionSpec.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
