package io.diffluent.job.bench.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.connectors.wire.NumberText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The error on some rows of a run, against the labels of a table, from the predictions of the run.
 * The report of a run cannot say it where sources are wrong: without a trusted source its errors
 * count wrong labels too.
 */
public final class ErrorOnRows extends ByteArrayOutputStream {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rows table;
  private final int label;
  private final IntPredicate counted;

  /**
   * @param table the replayed rows, or the same rows with other labels
   * @param label the label's column
   * @param counted which rows count
   */
  public ErrorOnRows(Rows table, String label, IntPredicate counted) {
    this.table = table;
    this.label = table.column(label);
    this.counted = counted;
  }

  /** RMSE over the whole stream. */
  public double all() {
    return error(0);
  }

  /** RMSE over the last quarter of the rows that count. */
  public double tail() {
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
      String cell = table.rows().get(row)[label];
      double truth = cell == null ? Double.NaN : NumberText.parse(cell.strip());
      if (counted.test(row) && Double.isFinite(truth)) {
        double error = prediction.get("prediction").asDouble(Double.NaN) - truth;
        squares.put(row, error * error);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
