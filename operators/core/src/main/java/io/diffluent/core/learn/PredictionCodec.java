package io.diffluent.core.learn;

import io.diffluent.core.evaluate.NamedCodec;
import io.diffluent.core.record.EnvelopeCodec;
import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a {@link Prediction} on its way to a sink. */
public enum PredictionCodec implements Codec<Prediction> {
  INSTANCE;

  @Override
  public void write(Prediction prediction, DataOutput out) throws IOException {
    EnvelopeCodec.INSTANCE.write(prediction.envelope(), out);
    out.writeDouble(prediction.value());
    Fields.write(prediction.label(), out);
    NamedCodec.INSTANCE.write(prediction.classes(), out);
    out.writeLong(prediction.version());
    Fields.write(prediction.served(), out);
    out.writeInt(prediction.receipt().size());
    for (Receipt receipt : prediction.receipt()) {
      Fields.write(receipt.column(), out);
      Fields.write(receipt.raw(), out);
      out.writeDouble(receipt.usedNumber());
      Fields.write(receipt.usedText(), out);
      NamedCodec.INSTANCE.write(receipt.suspects(), out);
      NamedCodec.INSTANCE.write(receipt.repairs(), out);
      out.writeDouble(receipt.trust());
    }
    out.writeInt(prediction.omitted());
  }

  @Override
  public Prediction read(DataInput in) throws IOException {
    return new Prediction(
        EnvelopeCodec.INSTANCE.read(in),
        in.readDouble(),
        Fields.readText(in),
        NamedCodec.INSTANCE.read(in),
        in.readLong(),
        Fields.readText(in),
        readReceipts(in),
        in.readInt());
  }

  private static List<Receipt> readReceipts(DataInput in) throws IOException {
    int n = Fields.length(in);
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      receipts.add(
          new Receipt(
              Fields.readText(in),
              Fields.readText(in),
              in.readDouble(),
              Fields.readText(in),
              NamedCodec.INSTANCE.read(in),
              NamedCodec.INSTANCE.read(in),
              in.readDouble()));
    }
    return receipts;
  }
}
