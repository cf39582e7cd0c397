package io.diffluent.core.record;

import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link Row}. */
public enum RowCodec implements Codec<Row> {
  INSTANCE;

  @Override
  public void write(Row row, DataOutput out) throws IOException {
    Fields.write(row.numbers(), out);
    Fields.write(row.texts(), out);
  }

  @Override
  public Row read(DataInput in) throws IOException {
    double[] numbers = Fields.readDoubles(in);
    String[] texts = Fields.readTexts(in);
    if (numbers.length != texts.length) {
      throw new IOException("a row of " + numbers.length + " numbers, " + texts.length + " texts");
    }
    return new Row(numbers, texts);
  }
}
