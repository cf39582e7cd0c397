package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An example as bytes, wherever it rests: in a buffer, or waiting for its label. */
final class ExampleBytes {

  /** The layout that {@link #write} writes: that of the learner's state since version 7. */
  static final int LAYOUT = 7;

  /** The layout before: units without bounds. */
  static final int UNBOUNDED = 2;

  private ExampleBytes() {}

  static void write(Example example, DataOutput out) throws IOException {
    CellsCodec.INSTANCE.write(example.cells(), out);
    out.writeDouble(example.label());
    LabelUnits units = example.units();
    out.writeDouble(units.mean());
    out.writeDouble(units.deviation());
    out.writeDouble(units.low());
    out.writeDouble(units.high());
    Fields.write(example.lags(), out);
  }

  /**
   * @param version of the learner's state that is read
   * @param translation to today's detectors and repairs
   * @param lagInputs numbers that an example's lags have today; others were kept for another
   *     pipeline, and are dropped
   */
  static Example read(DataInput in, int version, Translation translation, int lagInputs)
      throws IOException {
    CellsCodec codec = version == 1 ? CellsCodec.FIRST : CellsCodec.INSTANCE;
    Cells cells = translation.translate(codec.read(in));
    double label = in.readDouble();
    LabelUnits units = readUnits(in, version);
    float[] lags = version == 1 ? new float[0] : Fields.readFloats(in);
    float[] fitting = lags.length == lagInputs ? lags : new float[lagInputs];
    return new Example(cells, label, units, fitting);
  }

  private static LabelUnits readUnits(DataInput in, int version) throws IOException {
    double mean = in.readDouble();
    double deviation = in.readDouble();
    return version < LAYOUT
        ? LabelUnits.unbounded(mean, deviation)
        : new LabelUnits(mean, deviation, in.readDouble(), in.readDouble());
  }
}
