package io.diffluent.core.evaluate;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of lists of {@link Named}. */
public enum NamedCodec implements Codec<List<Named>> {
  INSTANCE;

  @Override
  public void write(List<Named> values, DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (Named value : values) {
      Fields.write(value.name(), out);
      out.writeDouble(value.value());
    }
  }

  @Override
  public List<Named> read(DataInput in) throws IOException {
    int n = Fields.length(in);
    List<Named> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add(new Named(Fields.readText(in), in.readDouble()));
    }
    return values;
  }
}
