package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of an {@link Arrival}: which kind, then the value. */
public enum ArrivalCodec implements Codec<Arrival> {
  INSTANCE;

  private static final int RECORD = 0;
  private static final int LABEL = 1;

  @Override
  public void write(Arrival arrival, DataOutput out) throws IOException {
    if (arrival instanceof LabelEvent label) {
      out.writeByte(LABEL);
      LabelEventCodec.INSTANCE.write(label, out);
    } else {
      out.writeByte(RECORD);
      RecordCodec.INSTANCE.write((Record) arrival, out);
    }
  }

  @Override
  public Arrival read(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case RECORD -> RecordCodec.INSTANCE.read(in);
      case LABEL -> LabelEventCodec.INSTANCE.read(in);
      default -> throw new IOException("no kind of arrival: " + kind);
    };
  }
}
