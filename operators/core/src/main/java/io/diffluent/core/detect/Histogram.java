package io.diffluent.core.detect;

import io.diffluent.core.stats.Vocabulary;

/**
 * {@code histogram}: a value in a bin that is nearly empty. Numbers: 20 bins between the 1 % and 99
 * % quantiles, frequency below 0.4 % or more than two bins outside. Categories: far less frequent
 * than an average category of the column.
 */
final class Histogram implements Detector {

  private static final double FREQUENCY = 0.004;
  private static final double BINS_OUTSIDE = 2;
  private static final double OF_AVERAGE = 0.05;

  @Override
  public String name() {
    return "histogram";
  }

  @Override
  public double suspicion(CellView cell) {
    if (cell.isEmpty()) {
      return 0;
    }
    return cell.isNumeric() ? ofNumber(cell) : ofCategory(cell);
  }

  private static double ofNumber(CellView cell) {
    if (!cell.units().isEstablished()) {
      return 0;
    }
    double outside = cell.units().binsOutside(cell.number());
    if (outside > 0) {
      return Detector.ramp(outside, BINS_OUTSIDE);
    }
    return emptiness(cell.units().frequency(cell.number()), FREQUENCY);
  }

  private static double ofCategory(CellView cell) {
    Vocabulary vocabulary = cell.vocabulary();
    if (vocabulary.total() < 100 || vocabulary.known() < 2) {
      return 0;
    }
    double count = cell.entry() == null ? 0 : cell.entry().count();
    double average = (double) vocabulary.total() / vocabulary.known();
    return emptiness(count / average, OF_AVERAGE);
  }

  private static double emptiness(double frequency, double threshold) {
    return frequency >= threshold ? 0 : 1 - 0.5 * frequency / threshold;
  }
}
