package io.diffluent.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTableTest {

  @Test
  void columnsStayApartWhateverTheSizeOfALabel() {
    String[] lines = lines(Map.of("rmse", 26_255_805_679_160.055), Map.of("rmse", 0.25));
    assertThat(lines[2].split(" +")).containsExactly("mixture", "2.62558e+13", "0.2500");
    assertThat(lines[3].split(" +")).containsExactly("paper/detectors", "zscore", "0.30");
    lines = lines(Map.of("rmse", 9.2e-9), Map.of("rmse", 0.0));
    assertThat(lines[2].split(" +")).containsExactly("mixture", "9.20000e-09", "0.0000");
  }

  @Test
  void aTailOfNoRecordsHasNoError() {
    String[] lines = lines(Map.of("rmse", 0.5), Map.of());
    assertThat(lines[2].split(" +")).containsExactly("mixture", "0.5000", "-");
  }

  @Test
  void turnsAreTold() {
    Report.Arm served = new Report.Arm("served", Map.of("rmse", 0.375), Map.of("rmse", 0.25), null);
    String[] lines =
        lines(
            Map.of("rmse", 0.5),
            Map.of("rmse", 0.5),
            new Report.Served(new TreeMap<>(Map.of("mixture", 3L, "no-clean", 5L)), served));
    assertThat(lines[3].split(" +")).containsExactly("served", "0.3750", "0.2500");
    assertThat(lines[4].strip().split(" +")).containsExactly("by", "mixture", "3", "records");
    assertThat(lines[5].strip().split(" +")).containsExactly("by", "no-clean", "5", "records");
  }

  @Test
  void whatWasRejectedIsSaidWithItsReason() {
    Rejects rejects = new Rejects();
    rejects.add("too-long", "orders-0-3", "a name of 131\u001b characters");
    rejects.add("too-long", "orders-0-4", "another");
    Report report =
        new Report(
            Report.FORMAT,
            "orders",
            "regression",
            new Report.Records(2, rejects.total(), 0, 0, 0, 0),
            rejects.byReason(),
            List.of(),
            null,
            Map.of(),
            new Report.Timing(2, 4.5));
    assertThat(ReportTable.of(report))
        .contains("  2 rejected as too-long, first orders-0-3: a name of 131  characters")
        .contains("nothing was scored")
        .doesNotContain("readable label");
  }

  @Test
  void labelsThatAreNotBelievedAreCounted() {
    assertThat(ReportTable.of(unlabelled(2))).contains("  2 of the unlabelled with a label more");
    assertThat(ReportTable.of(unlabelled(0))).doesNotContain("of the unlabelled");
    assertThat(unlabelled(2).json()).contains("\"implausible\" : 2");
    assertThat(unlabelled(0).json()).doesNotContain("implausible");
  }

  private static Report unlabelled(int implausible) {
    return new Report(
        Report.FORMAT,
        "orders",
        "regression",
        new Report.Records(3, 0, 3, 0, 3, implausible),
        Map.of(),
        List.of(),
        null,
        Map.of(),
        new Report.Timing(2, 4.5));
  }

  private static String[] lines(Map<String, Double> all, Map<String, Double> tail) {
    return lines(all, tail, null);
  }

  private static String[] lines(
      Map<String, Double> all, Map<String, Double> tail, Report.Served served) {
    Report report =
        new Report(
            Report.FORMAT,
            "orders",
            "regression",
            new Report.Records(9, 1, 8, 7, 1, 0),
            Map.of(),
            List.of(new Report.Arm("mixture", all, tail, null)),
            served,
            Map.of("paper/detectors", Map.of("zscore", 0.3)),
            new Report.Timing(2, 4.5));
    return ReportTable.of(report).split(System.lineSeparator());
  }
}
