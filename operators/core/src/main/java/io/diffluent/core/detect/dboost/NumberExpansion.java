package io.diffluent.core.detect.dboost;

import io.diffluent.core.record.Row;
import io.diffluent.core.stats.NumericUnits;
import io.diffluent.core.stats.Sample;
import io.diffluent.core.stats.Sentinels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The traits of a numeric column: value; whether it is whole and the last digit, or the fraction;
 * parts of the timestamp.
 *
 * <p>The sample holds z units, and clipped ones: what is derived from a number is derived from
 * {@code centre + scale z}, rounded to a whole number within a relative 1e-9, and from nothing
 * where z is clipped.
 */
final class NumberExpansion implements ColumnExpansion {

  /** Share of the numbers that must be whole, or be timestamps, for the trait to mean something. */
  private static final double MOSTLY = 0.8;

  /** Digits and fractions of a column that spans less are the value once more. */
  private static final double DIGITS_SPAN = 20;

  private static final double FRACTIONS_SPAN = 2;

  private static final double WHOLE_WITHIN = 1e-9;

  private final Sample sample;
  private final int column;
  private final NumericUnits units;
  private final Sentinels sentinels;
  private final List<Trait> traits = new ArrayList<>();

  /** Units of the timestamp per second; 0 if the numbers are none. */
  private final int perSecond;

  NumberExpansion(Sample sample, int column) {
    this.sample = sample;
    this.column = column;
    this.units = sample.units(column);
    this.sentinels = sample.sentinels(column);
    int seen = 0;
    int whole = 0;
    int seconds = 0;
    int millis = 0;
    for (double z : sample.column(column)) {
      double number = number(z);
      if (!Double.isNaN(number)) {
        seen++;
        whole += isWhole(number) ? 1 : 0;
        seconds += Timestamp.of(number, 1).isNone() ? 0 : 1;
        millis += Timestamp.of(number, 1000).isNone() ? 0 : 1;
      }
    }
    perSecond = isMost(seconds, seen) ? 1 : isMost(millis, seen) ? 1000 : 0;
    choose(isMost(whole, seen), units.q99() - units.q01());
  }

  private static boolean isMost(int some, int all) {
    return all > 0 && some >= MOSTLY * all;
  }

  private void choose(boolean isMostlyWhole, double span) {
    traits.add(Trait.VALUE);
    if (perSecond > 0) {
      traits.addAll(List.of(Trait.HOUR, Trait.WEEKDAY, Trait.MONTH));
    } else if (isMostlyWhole) {
      traits.add(Trait.WHOLE);
      if (span >= DIGITS_SPAN) {
        traits.add(Trait.LAST_DIGIT);
      }
    } else if (span >= FRACTIONS_SPAN) {
      traits.add(Trait.FRACTION);
    }
  }

  @Override
  public List<Trait> traits() {
    return traits;
  }

  @Override
  public double[] sampled(Trait trait) {
    double[] values = sample.column(column);
    Arrays.setAll(values, i -> of(trait, values[i], number(values[i])));
    return values;
  }

  @Override
  public void expand(Row row, double code, double[] target, int at) {
    double number = row.numbers()[column];
    boolean isNothing = Double.isNaN(code) || sentinels.mark(number);
    for (int t = 0; t < traits.size(); t++) {
      target[at + t] = isNothing ? Double.NaN : of(traits.get(t), code, rounded(number));
    }
  }

  /** The number behind a z; NaN behind a clipped one, behind which could be any. */
  private double number(double z) {
    return Math.abs(z) < NumericUnits.CLIP ? rounded(units.value(z)) : Double.NaN;
  }

  private double rounded(double number) {
    double whole = Math.rint(number);
    double magnitude = Math.max(Math.abs(number), Math.abs(units.centre()));
    return Math.abs(number - whole) <= WHOLE_WITHIN * Math.max(1, magnitude) ? whole : number;
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  private double of(Trait trait, double z, double number) {
    if (trait == Trait.VALUE) {
      return z + 0.0; // one zero, not two
    }
    if (Double.isNaN(number)) {
      return Double.NaN;
    }
    return switch (trait) {
      case WHOLE -> isWhole(number) ? 1 : 0;
      case LAST_DIGIT -> Math.floor(Math.abs(number)) % 10;
      case FRACTION -> Math.abs(number) % 1;
      case HOUR -> Timestamp.of(number, perSecond).hour();
      case WEEKDAY -> Timestamp.of(number, perSecond).weekday();
      case MONTH -> Timestamp.of(number, perSecond).month();
      default -> throw new IllegalArgumentException(trait + " of a number");
    };
  }
}
