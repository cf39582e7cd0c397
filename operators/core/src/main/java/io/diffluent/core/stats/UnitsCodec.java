package io.diffluent.core.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of the units of all numeric columns. */
record UnitsCodec(boolean[] isNumeric) {

  private static final int SCALARS = 10;

  void write(NumericUnits[] units, DataOutput out) throws IOException {
    for (int c = 0; c < units.length; c++) {
      if (isNumeric[c]) {
        NumericUnits u = units[c];
        out.writeInt(u.count());
        double[] scalars = {
          u.mean(),
          u.deviation(),
          u.q01(),
          u.q25(),
          u.q50(),
          u.q75(),
          u.q99(),
          u.centre(),
          u.scale(),
          u.mode()
        };
        writeAll(scalars, out);
        writeAll(u.bins(), out);
        out.writeByte(u.sentinels().length);
        writeAll(u.sentinels(), out);
      }
    }
  }

  void read(NumericUnits[] units, DataInput in) throws IOException {
    for (int c = 0; c < units.length; c++) {
      if (isNumeric[c]) {
        int count = in.readInt();
        double[] s = readAll(SCALARS, in);
        double[] bins = readAll(NumericUnits.BINS, in);
        double[] sentinels = readAll(in.readUnsignedByte(), in);
        units[c] =
            new NumericUnits(
                count, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], bins, sentinels);
      }
    }
  }

  private static void writeAll(double[] values, DataOutput out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readAll(int n, DataInput in) throws IOException {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
