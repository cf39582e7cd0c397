package io.diffluent.job.bench.learning;

import io.diffluent.connectors.wire.NumberText;
import io.diffluent.core.learn.LearnerConfig;
import io.diffluent.core.record.Column;
import io.diffluent.job.bench.data.Rows;
import io.diffluent.job.pipeline.PipelineSpec;
import io.diffluent.job.topology.LearnerPlan;
import java.util.List;
import java.util.Set;

/**
 * The fixed pipelines that are worth training on a table. Left out is a detector x repair that
 * could do nothing with a table's cells:
 *
 * <ul>
 *   <li>the detector flags only a kind of column that the repair has no candidate for, or that the
 *       table does not have. (Every pair fills missing cells as far as its repair can, whatever its
 *       detector; {@code missing} with the same repair does just that, and stays.)
 *   <li>{@code missing} with a repair that changes what is there, but fills nothing;
 *   <li>{@code unparseable} on a table without a text in a numeric column; injected errors never
 *       are one.
 * </ul>
 *
 * <p>A detector or repair that is not known here counts as able to do everything.
 */
final class Singles {

  private static final Set<String> OF_NUMBERS =
      Set.of(
          "unparseable", "zscore", "iqr", "residual", "median", "winsor", "regression", "rescale");
  private static final Set<String> OF_CATEGORIES = Set.of("rare-category", "nearest-category");
  private static final Set<String> FILL_NOTHING = Set.of("winsor", "rescale", "nearest-category");

  private Singles() {}

  /**
   * What a table consists of.
   *
   * @param texts whether a numeric column has a cell that is no number
   */
  record Content(boolean numbers, boolean categories, boolean texts) {

    static Content of(List<Column> columns, Rows rows) {
      boolean numbers = columns.stream().anyMatch(Column::isNumeric);
      boolean categories = !columns.stream().allMatch(Column::isNumeric);
      boolean texts =
          columns.stream().filter(Column::isNumeric).anyMatch(column -> hasText(column, rows));
      return new Content(numbers, categories, texts);
    }

    private static boolean hasText(Column column, Rows rows) {
      int at = rows.column(column.name());
      return rows.rows().stream()
          .map(row -> row[at])
          .anyMatch(
              cell ->
                  cell != null
                      && !cell.isBlank()
                      && !Double.isFinite(NumberText.parse(cell.strip())));
    }
  }

  /** Names of arms, in the order of the catalogues. */
  static List<String> of(PipelineSpec spec, Rows rows) {
    Content content = Content.of(spec.schema().columns(), rows);
    return all(spec).stream().filter(single -> canAct(single, content)).toList();
  }

  /** All of them, those left out as well. */
  static List<String> all(PipelineSpec spec) {
    LearnerConfig config = LearnerPlan.of(spec, List.of("singles"), 0, true);
    return config.armNames();
  }

  static boolean canAct(String single, Content content) {
    int plus = single.indexOf('+');
    String detector = single.substring(0, plus);
    String repair = single.substring(plus + 1);
    if (detector.equals("missing") && FILL_NOTHING.contains(repair)) {
      return false;
    }
    if (detector.equals("unparseable") && !content.texts()) {
      return false;
    }
    return content.numbers() && isOfNumbers(detector) && isOfNumbers(repair)
        || content.categories() && isOfCategories(detector) && isOfCategories(repair);
  }

  private static boolean isOfNumbers(String name) {
    return !OF_CATEGORIES.contains(name);
  }

  private static boolean isOfCategories(String name) {
    return !OF_NUMBERS.contains(name);
  }
}
