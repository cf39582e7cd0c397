package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link Parsed.Rejected}; the reason by name. */
public enum RejectedCodec implements Codec<Parsed.Rejected> {
  INSTANCE;

  @Override
  public void write(Parsed.Rejected rejected, DataOutput out) throws IOException {
    RawEventCodec.INSTANCE.write(rejected.event(), out);
    out.writeUTF(rejected.reason().name());
    Fields.write(rejected.detail(), out);
  }

  @Override
  public Parsed.Rejected read(DataInput in) throws IOException {
    return new Parsed.Rejected(
        RawEventCodec.INSTANCE.read(in), reason(in.readUTF()), Fields.readText(in));
  }

  private static RejectReason reason(String name) throws IOException {
    try {
      return RejectReason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("no reason '" + name + "' for a rejection", e);
    }
  }
}
