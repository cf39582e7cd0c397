package io.diffluent.job.bench.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.connectors.wire.NumberText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The error on the rows of the clean source, from the predictions of a run. The report of a run
 * cannot say it: without a trusted source its errors count wrong labels too.
 */
final class CleanSourceError extends ByteArrayOutputStream {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SourceTable table;
  private final int label;

  CleanSourceError(SourceTable table, String label) {
    this.table = table;
    this.label = table.rows().column(label);
  }

  /** RMSE over the whole stream. */
  double all() {
    return error(0);
  }

  /** RMSE over the last quarter of the clean source's rows. */
  double tail() {
    int rows = squares().size();
    return error(rows - rows / 4);
  }

  private double error(int from) {
    return Math.sqrt(
        squares().values().stream().skip(from).mapToDouble(s -> s).average().orElseThrow());
  }

  /** Squared errors by row, in the order of the stream. */
  private Map<Integer, Double> squares() {
    Map<Integer, Double> squares = new TreeMap<>();
    toString(StandardCharsets.UTF_8).lines().forEach(line -> add(line, squares));
    return squares;
  }

  private void add(String line, Map<Integer, Double> squares) {
    try {
      JsonNode prediction = JSON.readTree(line);
      String id = prediction.get("id").asText();
      int row = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
      String cell = table.rows().rows().get(row)[label];
      double truth = cell == null ? Double.NaN : NumberText.parse(cell.strip());
      if (table.isClean(row) && Double.isFinite(truth)) {
        double error = prediction.get("prediction").asDouble(Double.NaN) - truth;
        squares.put(row, error * error);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
