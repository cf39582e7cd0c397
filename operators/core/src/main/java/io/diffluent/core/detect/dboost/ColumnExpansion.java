package io.diffluent.core.detect.dboost;

import io.diffluent.core.record.Row;
import java.util.List;

/**
 * What the cells of one column are expanded into. Which traits a column has depends on the sample:
 * only those that mean something there.
 */
interface ColumnExpansion {

  List<Trait> traits();

  /**
   * A trait of every row of the sample.
   *
   * @return NaN where there is nothing
   */
  double[] sampled(Trait trait);

  /**
   * Writes the traits of a record's cell to {@code target}, in their order from {@code at} on: NaN
   * where there is nothing, and a number that no row of the sample has where there is something new
   * without a magnitude.
   *
   * @param code the cell in z units or the code of its category
   */
  void expand(Row row, double code, double[] target, int at);
}
