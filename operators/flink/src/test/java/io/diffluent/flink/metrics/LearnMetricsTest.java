package io.diffluent.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.Scores;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.Receipt;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.learn.Telemetry.ArmMetrics;
import io.diffluent.core.learn.Telemetry.Group;
import io.diffluent.flink.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics that dashboards and alerts rely on: their names, and what they count. */
class LearnMetricsTest {

  private static final LearnerConfig CONFIG = Examples.config();

  private final MetricListener listener = new MetricListener();
  private final LearnMetrics metrics =
      new LearnMetrics(listener.getMetricGroup(), CONFIG, List.of());

  private static String[] inGroup(String... name) {
    List<String> full = new ArrayList<>(List.of("diffluent"));
    full.addAll(Arrays.asList(name));
    return full.toArray(String[]::new);
  }

  private long counter(String name) {
    return listener.getCounter(inGroup(name)).orElseThrow().getCount();
  }

  private double gauge(String... name) {
    return listener.<Number>getGauge(inGroup(name)).orElseThrow().getValue().doubleValue();
  }

  private static Telemetry telemetry(
      String model, long version, String served, long learned, long unlabelled) {
    return new Telemetry(
        model,
        version,
        0,
        served,
        List.of(
            new Group("detectors", List.of(new Named("iqr", 0.75), new Named("zscore", 0.25))),
            new Group("repairs", List.of(new Named("knn", 0.6)))),
        List.of(
            new ArmMetrics("mixture", List.of(), List.of(new Named("rmse", 0.5))),
            new ArmMetrics("no-clean", List.of(), List.of(new Named("rmse", 0.8)))),
        List.of(
            new Named("scored", 1_000),
            new Named("learned", learned),
            new Named("unlabelled", unlabelled),
            new Named("implausibleLabels", unlabelled / 2),
            new Named("skippedBatches", learned / 10),
            new Named("replaySteps", 2 * learned),
            new Named("guardSwitches", served.equals("mixture") ? 0 : 1)),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cleaned",
        "suspectCells",
        "scored",
        "changedCells",
        "learned",
        "unlabelled",
        "implausibleLabels",
        "skippedBatches",
        "replaySteps",
        "guardSwitches"
      })
  void countersStartAtZero(String name) {
    assertThat(counter(name)).isZero();
  }

  @Test
  void gaugesStartWithoutAnOpinion() {
    assertThat(gauge("version")).isZero();
    assertThat(gauge("mixtureError")).isNaN();
    assertThat(gauge("noCleanError")).isNaN();
    assertThat(gauge("servedMixture")).isOne();
  }

  @Test
  void everyDetectorRepairColumnAndSourceHasAWeightFromTheStart() {
    CONFIG.cleaner().detectors().forEach(d -> assertThat(gauge("weight", "detectors", d)).isNaN());
    CONFIG.cleaner().repairs().forEach(r -> assertThat(gauge("weight", "repairs", r)).isNaN());
    CONFIG.schema().columnNames().forEach(c -> assertThat(gauge("weight", "features", c)).isNaN());
    CONFIG.schema().sources().forEach(s -> assertThat(gauge("weight", "sources", s)).isNaN());
  }

  @Test
  void cleanedCountsRecordsAndSuspectCellsWhatDetectorsSuspected() {
    metrics.cleaned(cells(Cells.Suspects.NONE));
    float[] two = {1, 2};
    float[] scores = new float[2 * Scores.COUNT];
    metrics.cleaned(cells(new Cells.Suspects(new int[] {0, 2}, two, two, scores, two, new int[0])));
    assertThat(counter("cleaned")).isEqualTo(2);
    assertThat(counter("suspectCells")).isEqualTo(2);
  }

  private static Prediction answer(String served, int omitted, Receipt... receipt) {
    return new Prediction(
        Examples.record(0, 1).envelope(), 1, null, List.of(), 0, served, List.of(receipt), omitted);
  }

  private static Cells cells(Cells.Suspects suspects) {
    return new Cells(Examples.record(0, 1).envelope(), null, new float[3], suspects, null, null);
  }

  @Test
  void scoredCountsAnswersAndChangedCellsWithThoseTheReceiptOmits() {
    Receipt receipt = new Receipt("height", "9", 1, null, List.of(), List.of(), 0.5);
    metrics.scored(answer("mixture", 0));
    metrics.scored(answer("mixture", 5, receipt, receipt));
    assertThat(counter("scored")).isEqualTo(2);
    assertThat(counter("changedCells")).isEqualTo(7);
  }

  @Test
  void totalsOfOneKeyCountAsWhatWasAdded() {
    metrics.created("a");
    metrics.learned(telemetry("a", 1, "mixture", 100, 3));
    metrics.learned(telemetry("a", 2, "mixture", 150, 3));
    metrics.learned(telemetry("a", 2, "mixture", 150, 3));
    assertThat(counter("learned")).isEqualTo(150);
    assertThat(counter("unlabelled")).isEqualTo(3);
    assertThat(counter("skippedBatches")).isEqualTo(15);
    assertThat(counter("replaySteps")).isEqualTo(300);
  }

  @Test
  void keysAddUpHoweverTheyTakeTurns() {
    metrics.created("a");
    metrics.created("b");
    metrics.learned(telemetry("a", 1, "mixture", 100, 1));
    metrics.learned(telemetry("b", 1, "no-clean", 40, 2));
    metrics.learned(telemetry("a", 2, "mixture", 160, 4));
    metrics.learned(telemetry("b", 2, "no-clean", 80, 2));
    assertThat(counter("learned")).isEqualTo(240);
    assertThat(counter("unlabelled")).isEqualTo(6);
    assertThat(counter("implausibleLabels")).isEqualTo(3);
    assertThat(counter("guardSwitches")).isOne();
  }

  @Test
  void restoredTotalsAreNotCountedAgain() {
    metrics.restored("a", telemetry("a", 1, "mixture", 100, 3).counts());
    metrics.learned(telemetry("a", 2, "mixture", 150, 4));
    assertThat(counter("learned")).isEqualTo(50);
    assertThat(counter("unlabelled")).isOne();
    assertThat(counter("skippedBatches")).isEqualTo(5);
  }

  @Test
  void keyThatWasEvictedIsCountedInFullAndForgotten() {
    metrics.created("a");
    metrics.learned(telemetry("a", 1, "mixture", 100, 3));
    metrics.released("a", telemetry("a", 1, "mixture", 120, 3).counts());
    assertThat(counter("learned")).isEqualTo(120);
    metrics.learned(telemetry("a", 2, "mixture", 9_000, 3));
    assertThat(counter("learned")).as("of a key that is not live").isEqualTo(120);
    metrics.restored("a", telemetry("a", 1, "mixture", 120, 3).counts());
    metrics.learned(telemetry("a", 2, "no-clean", 150, 4));
    assertThat(counter("learned")).isEqualTo(150);
    assertThat(counter("guardSwitches")).isOne();
  }

  @Test
  void telemetryLeavesScoredToTheAnswers() {
    metrics.learned(telemetry("a", 1, "mixture", 100, 1));
    assertThat(counter("scored")).isZero();
  }

  /** A key that was restored while its guard was served answers before it learns. */
  @Test
  void anAnswerSaysWhoIsServed() {
    metrics.scored(answer("no-clean", 0));
    assertThat(gauge("servedMixture")).isZero();
    metrics.scored(answer("mixture", 0));
    assertThat(gauge("servedMixture")).isOne();
  }

  @Test
  void gaugesShowTheKeyThatLearnedLast() {
    metrics.learned(telemetry("a", 7, "mixture", 100, 1));
    assertThat(gauge("version")).isEqualTo(7);
    assertThat(gauge("servedMixture")).isOne();
    metrics.learned(telemetry("b", 3, "no-clean", 100, 1));
    assertThat(gauge("version")).isEqualTo(3);
    assertThat(gauge("servedMixture")).isZero();
    assertThat(gauge("mixtureError")).isEqualTo(0.5);
    assertThat(gauge("noCleanError")).isEqualTo(0.8);
    assertThat(gauge("weight", "detectors", "iqr")).isEqualTo(0.75);
    assertThat(gauge("weight", "repairs", "knn")).isEqualTo(0.6);
    assertThat(gauge("weight", "repairs", "mean")).isNaN();
  }
}
