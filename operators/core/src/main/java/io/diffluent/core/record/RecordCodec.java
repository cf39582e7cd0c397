package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link Record}. */
public enum RecordCodec implements Codec<Record> {
  INSTANCE;

  @Override
  public void write(Record record, DataOutput out) throws IOException {
    EnvelopeCodec.INSTANCE.write(record.envelope(), out);
    RowCodec.INSTANCE.write(record.row(), out);
    Fields.write(record.label(), out);
    out.writeBoolean(record.clean() != null);
    if (record.clean() != null) {
      RowCodec.INSTANCE.write(record.clean(), out);
    }
  }

  @Override
  public Record read(DataInput in) throws IOException {
    return new Record(
        EnvelopeCodec.INSTANCE.read(in),
        RowCodec.INSTANCE.read(in),
        Fields.readText(in),
        in.readBoolean() ? RowCodec.INSTANCE.read(in) : null);
  }
}
