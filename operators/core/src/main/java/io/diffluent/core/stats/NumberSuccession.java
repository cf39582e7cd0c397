package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How a number moves from one record to the next: a first-order autoregression in z units,
 *
 * <pre>
 * z_t = rho z_(t-1) + sigma e        expected after a steps: rho^a z_(t-a)
 * </pre>
 *
 * <p>rho is the least-squares estimate over the last thousand pairs or so, sigma 1.25 times the
 * mean absolute residual with far ones cut. Where records follow each other in no order, rho is
 * near 0 and what is expected is the mean. Only numbers within four units count, and what is
 * expected rests on the last of them, at most {@link #PATIENCE} records ago.
 */
final class NumberSuccession {

  private static final double SANE = 4;
  private static final double MEMORY = 1 - 1.0 / 1000;
  private static final int ENOUGH = 30;
  private static final int PATIENCE = 64;

  private double last = Double.NaN;
  private int age;
  private double square;
  private double product;
  private double residual;
  private long pairs;

  /** What the next number should be, in z units; NaN if nothing is known. */
  double expected(NumericUnits units) {
    if (pairs < ENOUGH || Double.isNaN(last) || age > PATIENCE) {
      return Double.NaN;
    }
    return power(rho(), age) * units.z(last);
  }

  /** How far a number is from what is expected, in standard deviations; 0 if nothing is known. */
  double surprise(double z, NumericUnits units) {
    double expected = expected(units);
    if (Double.isNaN(expected) || Double.isNaN(z)) {
      return 0;
    }
    return Math.abs(z - expected) / (age == 1 ? sigma() : sigma() * Math.sqrt(steps()));
  }

  /** By how much the variance has grown since the last number. */
  private double steps() {
    double rho2 = rho() * rho();
    return rho2 < 1 ? (1 - power(rho2, age)) / (1 - rho2) : age;
  }

  /** Math.pow, which is the base itself where no gap is, but takes as long as any to say so. */
  private static double power(double base, int steps) {
    return steps == 1 ? base : Math.pow(base, steps);
  }

  private double rho() {
    return Math.max(-1, Math.min(1, product / (square + 1)));
  }

  private double sigma() {
    return Math.max(1.25 * residual, 0.01);
  }

  /**
   * Counts the next record's number.
   *
   * @param number NaN if there is none that can be believed
   */
  void observe(double number, NumericUnits units) {
    double z = Double.isNaN(number) ? Double.NaN : units.z(number);
    if (!(Math.abs(z) < SANE)) {
      age = Math.min(age + 1, PATIENCE + 1);
      return;
    }
    double before = Double.isNaN(last) ? Double.NaN : units.z(last);
    if (age == 1 && Math.abs(before) < SANE) {
      pairs++;
      double off = Math.abs(z - rho() * before);
      double cut = pairs > ENOUGH ? Math.min(off, 4 * Math.max(residual, 0.01)) : off;
      residual += (cut - residual) / Math.min(pairs, 500);
      square = MEMORY * square + before * before;
      product = MEMORY * product + before * z;
    }
    last = number;
    age = 1;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(last);
    out.writeInt(age);
    out.writeDouble(square);
    out.writeDouble(product);
    out.writeDouble(residual);
    out.writeLong(pairs);
  }

  void read(DataInput in) throws IOException {
    last = in.readDouble();
    age = in.readInt();
    square = in.readDouble();
    product = in.readDouble();
    residual = in.readDouble();
    pairs = in.readLong();
    if (!(square >= 0) || Double.isNaN(product) || !(residual >= 0) || age < 0) {
      throw new IOException("a succession of numbers that cannot be");
    }
  }
}
