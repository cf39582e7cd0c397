package io.diffluent.job.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a bounded run: a stable, versioned JSON document.
 *
 * @param format version of this layout
 * @param pipeline the pipeline's name
 * @param task {@code regression}, {@code binary} or {@code multiclass}
 * @param records what happened to the records
 * @param rejects why records were rejected, by reason; absent if none was
 * @param arms prequential error of every arm; where a source is trusted, on its records only
 * @param served what was answered, where the guard made another arm answer now and then; absent if
 *     one arm gave all answers
 * @param weights learned weights by group and name
 * @param timing how long it took
 */
@JsonPropertyOrder({
  "format",
  "pipeline",
  "task",
  "records",
  "rejects",
  "arms",
  "served",
  "weights",
  "timing"
})
public record Report(
    int format,
    String pipeline,
    String task,
    Records records,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Reject> rejects,
    List<Arm> arms,
    @JsonInclude(JsonInclude.Include.NON_NULL) Served served,
    Map<String, Map<String, Double>> weights,
    Timing timing) {

  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * {@code read = rejected + scored}; {@code scored = learned + unlabelled}, but for rows held out
   * and batches that were skipped because they were not finite.
   *
   * @param implausible labels too far from all others to be believed, which are among the
   *     unlabelled; absent if there were none
   */
  public record Records(
      long read,
      long rejected,
      long scored,
      long learned,
      long unlabelled,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long implausible) {}

  /**
   * @param count how many
   * @param first where the first of them is, and what is wrong with it
   */
  public record Reject(long count, String first) {}

  /**
   * @param all over the whole stream
   * @param tail over its last quarter
   * @param heldOut over rows that taught nothing; absent if there are none
   */
  public record Arm(
      String name,
      Map<String, Double> all,
      Map<String, Double> tail,
      @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Double> heldOut) {}

  /**
   * The arms as they took turns.
   *
   * @param answers how many each of them gave
   * @param errors of the arm that answered each record
   */
  public record Served(Map<String, Long> answers, Arm errors) {}

  public record Timing(double seconds, double recordsPerSecond) {}

  /** The arm of this name, or null. */
  public Arm arm(String name) {
    return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElse(null);
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the report; the path was checked before the run. */
  public void write(Path path) throws IOException {
    Files.writeString(path, json() + System.lineSeparator());
  }
}
