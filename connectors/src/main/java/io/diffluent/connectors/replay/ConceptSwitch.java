package io.diffluent.connectors.replay;

import io.diffluent.connectors.wire.NumberText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A world in which numbers mean the opposite: x becomes 2 mean - x.
 *
 * <p>Mean and spread of a column stay what they were, so nothing looks like an error; but whatever
 * raised the label now lowers it. In a column of whole numbers the mirror is moved to the nearest
 * half, so they stay whole: the hours 0 to 23 become 23 to 0. The mean is that of the files.
 *
 * <p>The rate is the share of rows, and in a row all columns of a rule change together.
 */
final class ConceptSwitch implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String NAME = Pollution.CONCEPT.code();

  private final List<List<PollutionSpec.Rule>> rulesOfColumns;
  private final long seed;
  private final long rows;
  private final List<FeatureColumn> columns;

  ConceptSwitch(PollutionSpec spec, long seed, long rows, List<FeatureColumn> columns) {
    this.seed = seed;
    this.rows = rows;
    this.columns = List.copyOf(columns);
    List<PollutionSpec.Rule> rules = spec.rules(Pollution.CONCEPT);
    List<List<PollutionSpec.Rule>> touching = new ArrayList<>();
    for (FeatureColumn column : columns) {
      touching.add(rules.stream().filter(r -> r.touches(column.name(), column.numeric())).toList());
      if (!column.numeric() && rules.stream().anyMatch(r -> r.columns().contains(column.name()))) {
        throw new IllegalArgumentException(
            NAME + " mirrors numbers, and '" + column.name() + "' is a column of texts");
      }
      if (PollutionSpec.largestTotal(touching.get(touching.size() - 1)) > 1 + 1e-9) {
        throw new IllegalArgumentException(
            "the rates of " + NAME + " on '" + column.name() + "' add up to more than 1");
      }
    }
    this.rulesOfColumns = List.copyOf(touching);
  }

  /** The features of the row as that world has them, as a new array. */
  String[] apply(long row, String source, String[] cells, Injections injections) {
    String[] mirrored = cells.clone();
    double fraction = row / (double) rows;
    double choice = Seeds.uniform(Seeds.of(seed, row, NAME, 0));
    for (int c = 0; c < cells.length; c++) {
      FeatureColumn column = columns.get(c);
      double rate =
          rulesOfColumns.get(c).stream()
              .filter(rule -> rule.isActive(fraction, source))
              .mapToDouble(PollutionSpec.Rule::rate)
              .sum();
      if (choice < rate && cells[c] != null && !cells[c].isBlank()) {
        mirrored[c] = mirrored(column, cells[c]);
        if (!mirrored[c].equals(cells[c])) {
          injections.add(row, column.name(), Pollution.CONCEPT, cells[c], mirrored[c]);
        }
      }
    }
    return mirrored;
  }

  private static String mirrored(FeatureColumn column, String cell) {
    double x = NumberText.parse(cell.strip());
    double twice = column.whole() ? Math.rint(2 * column.mean()) : 2 * column.mean();
    // A category written as a number must find its own text again: 0, not 0.0.
    return twice == x ? "0" : Polluter.number(twice - x, cell);
  }
}
