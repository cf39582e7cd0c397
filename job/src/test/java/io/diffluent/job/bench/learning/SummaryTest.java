package io.diffluent.job.bench.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diffluent.job.CommandRun;
import io.diffluent.job.chart.Fonts;
import io.diffluent.job.chart.WrittenPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** From errors to ratios, counts and goals. */
class SummaryTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static final Configuration CONFIGURATION = new Configuration(100, false, "defaults");

  /** Two seeds of two cases: in the first ours is better, in the second it is not. */
  private static final List<CaseResult> CLEANING =
      List.of(
          new CaseResult(
              "cleaning/bike-outlier",
              List.of(
                  seed(8, "mixture", 9, "no-clean", 12, "a+b", 20, "c+d", 12, "a+b+steps", 9),
                  seed(7, "mixture", 8, "no-clean", 16, "a+b", 10, "c+d", 16, "a+b+steps", 10))),
          new CaseResult(
              "cleaning/nasa-clean",
              List.of(
                  seed(7, "mixture", 6, "no-clean", 4, "a+b", 4, "c+d", 5, "a+b+steps", 3),
                  seed(8, "mixture", 6, "no-clean", 4, "a+b", 5, "c+d", 4, "a+b+steps", 3))));

  private static Measurement seed(long seed, Object... errors) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < errors.length; i += 2) {
      double error = ((Number) errors[i + 1]).doubleValue();
      scores.add(new Score((String) errors[i], parts(error)));
    }
    return new Measurement(seed, 1, "rmse", 100, scores);
  }

  private static Map<String, Double> parts(double error) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (String part : List.of(Parts.ALL, Parts.TAIL, Parts.HELD_OUT, Drift.NEXT, Drift.LATER)) {
      parts.put(part, error);
    }
    return parts;
  }

  @Test
  void theBestIsChosenUnderEverySeed() {
    CaseSummary summary = CaseSummary.of(CLEANING.get(0), Parts.ALL);
    assertThat(summary.ratios().get(CaseSummary.BEST).seeds()).containsExactly(0.8, 0.75);
    assertThat(summary.ratios().get(CaseSummary.BEST).mean()).isCloseTo(0.775, EXACT);
    assertThat(summary.ratios().get(CaseSummary.BEST_WITH_STEPS).seeds()).containsExactly(0.8, 1.0);
    assertThat(summary.errors()).containsEntry(CaseSummary.BEST, 11.0).doesNotContainKey("oracle");
    assertThat(summary.bestSingle()).isEqualTo("c+d");
    assertThat(summary.bestWithSteps()).isEqualTo("a+b+steps");
    assertThat(summary.singles()).isEqualTo(2);
  }

  @Test
  void whatIsChosenBeforeIsTheBestUnderTheOtherSeeds() {
    CaseSummary outlier = CaseSummary.of(CLEANING.get(0), Parts.ALL);
    // Under seed 8 c+d is best, so that it is what seed 7 is compared with, and the other way
    // round.
    assertThat(outlier.ratios().get(CaseSummary.CHOSEN).seeds()).containsExactly(8 / 16d, 9 / 20d);
    assertThat(outlier.ratios().get(CaseSummary.CHOSEN_WITH_STEPS).seeds())
        .containsExactly(0.8, 1.0);
    LearningReport report = LearningReport.of(CONFIGURATION, CLEANING, List.of());
    assertThat(overall(report, CaseSummary.CHOSEN).geoMean())
        .isCloseTo(Math.sqrt(0.475 * 6 / 5), EXACT);
    CaseResult drift =
        new CaseResult(
            "drift/bike-type",
            List.of(
                seed(7, "mixture", 6, "a+b", 4, "c+d", 5),
                seed(8, "mixture", 6, "a+b", 5, "c+d", 4)));
    assertThat(Comparison.withChosenSingle(drift, Drift.NEXT).ratio().seeds())
        .containsExactly(6 / 5d, 6 / 5d);
  }

  @Test
  void oneSeedLeavesNothingToChooseBy() {
    CaseResult alone =
        new CaseResult(
            "cleaning/nasa-clean", List.of(seed(7, "mixture", 6, "no-clean", 4, "a+b", 4)));
    LearningReport report = LearningReport.of(CONFIGURATION, List.of(alone), List.of());
    assertThat(report.overall())
        .extracting(Overall::against)
        .contains(CaseSummary.BEST)
        .doesNotContain(CaseSummary.CHOSEN, CaseSummary.BEST_WITH_STEPS);
    assertThat(LearningReport.read(report.json())).isEqualTo(report);
  }

  @Test
  void geoMeanWorstAndCount() {
    LearningReport report = LearningReport.of(CONFIGURATION, CLEANING, List.of());
    Overall single = overall(report, CaseSummary.BEST);
    assertThat(single.geoMean()).isCloseTo(Math.sqrt(0.775 * 1.5), EXACT);
    assertThat(single.seeds().get(0)).isCloseTo(Math.sqrt(0.8 * 1.5), EXACT);
    assertThat(single.seeds().get(1)).isCloseTo(Math.sqrt(0.75 * 1.5), EXACT);
    assertThat(single.worst()).isCloseTo(1.5, EXACT);
    assertThat(single.worstCase()).isEqualTo("cleaning/nasa-clean");
    assertThat(single.below()).isEqualTo(1);
    assertThat(overall(report, ArmNames.NO_CLEAN).geoMean())
        .isCloseTo(Math.sqrt((0.5 + 0.75) / 2 * 1.5), EXACT);
    assertThat(report.goals().get(0).isMust()).isFalse();
    assertThat(report.goals().get(0).study()).contains("2 of 22 cases");
  }

  private static Overall overall(LearningReport report, String against) {
    return report.overall().stream()
        .filter(one -> one.against().equals(against) && one.part().equals(Parts.ALL))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGoalIsReachedWhenAllOfItIs() {
    CaseResult type =
        new CaseResult("drift/bike-type", List.of(seed(7, "mixture", 102, "a+b", 100)));
    CaseResult outlier = new CaseResult("passes/nasa-outlier", List.of(seed(7, "mixture", 4.3)));
    CaseResult missing = new CaseResult("passes/nasa-missing", List.of(seed(7, "mixture", 4.2)));
    LearningReport some = LearningReport.of(CONFIGURATION, List.of(type, outlier), List.of());
    assertThat(some.goals()).allMatch(goal -> goal.isMust() == null);
    LearningReport more = LearningReport.of(CONFIGURATION, List.of(outlier, missing), List.of());
    Goal passes = more.goals().stream().filter(goal -> goal.isMust() != null).findFirst().get();
    assertThat(passes.isMust()).isTrue();
    assertThat(passes.isStretch()).isFalse();
    assertThat(passes.measured()).isEqualTo("outliers 4.300, missing 4.200");
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    LearningReport report = LearningReport.of(CONFIGURATION, CLEANING, List.of("x: not run"));
    assertThat(LearningReport.read(report.json())).isEqualTo(report);
    assertThatThrownBy(() -> LearningReport.read("{}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LearningReport.read("<html>"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePageHasTheReportInside() throws Exception {
    assumeThat(Fonts.problem()).isEmpty();
    List<CaseResult> results = new ArrayList<>(CLEANING);
    results.add(new CaseResult("drift/bike-type", List.of(seed(7, "mixture", 102, "a+b", 100))));
    LearningReport report = LearningReport.of(CONFIGURATION, results, List.of("x: not run"));
    String html = LearningPage.html(report);
    WrittenPage.assertSelfContained(html);
    String data = WrittenPage.parsed(html).getElementsByTagName("script").item(0).getTextContent();
    assertThat(CommandRun.parsed(data)).isEqualTo(CommandRun.parsed(report.json()));
    assertThat(html).contains("x: not run", "At most 100 rows", "0.7750 (0.7500 to 0.8000)");
  }
}
