package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link LabelEvent}. */
public enum LabelEventCodec implements Codec<LabelEvent> {
  INSTANCE;

  @Override
  public void write(LabelEvent label, DataOutput out) throws IOException {
    Fields.write(label.model(), out);
    Fields.write(label.id(), out);
    Fields.write(label.text(), out);
    RawEventCodec.INSTANCE.write(label.event(), out);
  }

  @Override
  public LabelEvent read(DataInput in) throws IOException {
    return new LabelEvent(
        Fields.readText(in),
        Fields.readText(in),
        Fields.readText(in),
        RawEventCodec.INSTANCE.read(in));
  }
}
