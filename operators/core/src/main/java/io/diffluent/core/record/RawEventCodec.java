package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a {@link RawEvent}. */
public enum RawEventCodec implements Codec<RawEvent> {
  INSTANCE;

  @Override
  public void write(RawEvent event, DataOutput out) throws IOException {
    write(event.origin(), out);
    out.writeLong(event.timestamp());
    out.writeInt(event.source());
    Fields.write(event.key(), out);
    Fields.write(event.value(), out);
    write(event.headers(), out);
  }

  @Override
  public RawEvent read(DataInput in) throws IOException {
    return new RawEvent(
        readOrigin(in),
        in.readLong(),
        in.readInt(),
        Fields.readBytes(in),
        Fields.readBytes(in),
        readHeaders(in));
  }

  static void write(Origin origin, DataOutput out) throws IOException {
    Fields.write(origin.topic(), out);
    out.writeInt(origin.partition());
    out.writeLong(origin.offset());
  }

  static Origin readOrigin(DataInput in) throws IOException {
    return new Origin(Fields.readText(in), in.readInt(), in.readLong());
  }

  static void write(List<Header> headers, DataOutput out) throws IOException {
    out.writeInt(headers.size());
    for (Header header : headers) {
      Fields.write(header.name(), out);
      Fields.write(header.value(), out);
    }
  }

  static List<Header> readHeaders(DataInput in) throws IOException {
    int n = Fields.length(in);
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      headers.add(new Header(Fields.readText(in), Fields.readBytes(in)));
    }
    return headers;
  }
}
