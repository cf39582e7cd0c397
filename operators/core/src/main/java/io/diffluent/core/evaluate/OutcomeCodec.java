package io.diffluent.core.evaluate;

import io.diffluent.core.record.Origin;
import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of an {@link Outcome}. */
public enum OutcomeCodec implements Codec<Outcome> {
  INSTANCE;

  @Override
  public void write(Outcome outcome, DataOutput out) throws IOException {
    Fields.write(outcome.origin().topic(), out);
    out.writeInt(outcome.origin().partition());
    out.writeLong(outcome.origin().offset());
    out.writeDouble(outcome.label());
    out.writeInt(outcome.outputs().length);
    for (float[] output : outcome.outputs()) {
      Fields.write(output, out);
    }
  }

  @Override
  public Outcome read(DataInput in) throws IOException {
    Origin origin = new Origin(Fields.readText(in), in.readInt(), in.readLong());
    double label = in.readDouble();
    float[][] outputs = new float[Fields.length(in)][];
    for (int a = 0; a < outputs.length; a++) {
      outputs[a] = Fields.readFloats(in);
    }
    return new Outcome(origin, label, outputs);
  }
}
