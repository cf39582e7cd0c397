package io.diffluent.job.bench.learning;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured, and what follows from it: a stable, versioned JSON document.
 *
 * @param configuration what decides the numbers
 * @param goals the numbers to reach
 * @param overall the cleaning comparison in a few lines
 * @param cleaning the cleaning comparison, case by case
 * @param comparisons everything else
 * @param notRun what is not there, with the reason
 * @param results every error of every arm
 */
@JsonPropertyOrder({
  "format",
  "configuration",
  "goals",
  "overall",
  "cleaning",
  "comparisons",
  "notRun",
  "results"
})
record LearningReport(
    int format,
    Configuration configuration,
    List<Goal> goals,
    List<Overall> overall,
    List<CaseSummary> cleaning,
    List<Comparison> comparisons,
    List<String> notRun,
    List<CaseResult> results) {

  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static LearningReport of(
      Configuration configuration, List<CaseResult> results, List<String> notRun) {
    List<CaseSummary> cleaning =
        results.stream()
            .filter(result -> result.is(Kind.CLEANING))
            .flatMap(
                result ->
                    Stream.of(Parts.ALL, Parts.TAIL).map(part -> CaseSummary.of(result, part)))
            .toList();
    List<Overall> overall = Overall.of(cleaning);
    List<Comparison> comparisons = Comparisons.of(results);
    return new LearningReport(
        FORMAT,
        configuration,
        Goals.of(results, comparisons, overall),
        overall,
        cleaning,
        comparisons,
        List.copyOf(notRun),
        List.copyOf(results));
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What stands in a report that was written before.
   *
   * @throws IllegalArgumentException if it is no such report
   */
  static LearningReport read(String json) {
    try {
      LearningReport report = JSON.readValue(json, LearningReport.class);
      if (report.format() != FORMAT || report.configuration() == null || report.results() == null) {
        throw new IllegalArgumentException("it is no report of this bench in format " + FORMAT);
      }
      return report;
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no report of this bench", e);
    }
  }
}
