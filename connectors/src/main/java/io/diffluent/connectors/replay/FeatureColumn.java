package io.diffluent.connectors.replay;

import java.io.Serializable;

/**
 * A feature column as the polluter sees it.
 *
 * @param name its name
 * @param numeric whether its cells are written as numbers, whatever a pipeline makes of them
 * @param mean mean of its clean numbers; 0 for a category
 * @param sd standard deviation of its clean numbers; 0 for a category
 * @param whole whether all its numbers are whole
 */
public record FeatureColumn(String name, boolean numeric, double mean, double sd, boolean whole)
    implements Serializable {

  /** A column with numbers that may have fractions. */
  public FeatureColumn(String name, boolean numeric, double mean, double sd) {
    this(name, numeric, mean, sd, false);
  }
}
