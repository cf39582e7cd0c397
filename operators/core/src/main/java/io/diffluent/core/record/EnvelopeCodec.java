package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of an {@link Envelope}. */
public enum EnvelopeCodec implements Codec<Envelope> {
  INSTANCE;

  @Override
  public void write(Envelope envelope, DataOutput out) throws IOException {
    RawEventCodec.write(envelope.origin(), out);
    out.writeLong(envelope.timestamp());
    out.writeInt(envelope.source());
    Fields.write(envelope.event(), out);
    Fields.write(envelope.model(), out);
    Fields.write(envelope.key(), out);
    RawEventCodec.write(envelope.headers(), out);
  }

  @Override
  public Envelope read(DataInput in) throws IOException {
    return new Envelope(
        RawEventCodec.readOrigin(in),
        in.readLong(),
        in.readInt(),
        Fields.readText(in),
        Fields.readText(in),
        Fields.readBytes(in),
        RawEventCodec.readHeaders(in));
  }
}
