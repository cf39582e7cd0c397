package io.diffluent.core.learn;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An example as bytes, wherever it rests: in a buffer, or waiting for its label. */
final class ExampleBytes {

  /** The layout that {@link #write} writes: that of the learner's state since version 2. */
  static final int LAYOUT = 2;

  private ExampleBytes() {}

  static void write(Example example, DataOutput out) throws IOException {
    CellsCodec.INSTANCE.write(example.cells(), out);
    out.writeDouble(example.label());
    out.writeDouble(example.mean());
    out.writeDouble(example.deviation());
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
    double mean = in.readDouble();
    double deviation = in.readDouble();
    float[] lags = version == 1 ? new float[0] : Fields.readFloats(in);
    float[] fitting = lags.length == lagInputs ? lags : new float[lagInputs];
    return new Example(cells, label, mean, deviation, fitting);
  }
}
