package io.diffluent.core.cells;

import io.diffluent.core.record.EnvelopeCodec;
import io.diffluent.core.record.RowCodec;
import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of {@link Cells}. {@link #FIRST} is the layout of version 1 of the learner's state, which
 * knew no withheld repairs. Cells that rest in replay buffers, and so in states, have been scored
 * and have no display: how one is written is no part of any state's layout.
 */
public enum CellsCodec implements Codec<Cells> {
  INSTANCE,
  FIRST;

  @Override
  public void write(Cells cells, DataOutput out) throws IOException {
    EnvelopeCodec.INSTANCE.write(cells.envelope(), out);
    Fields.write(cells.label(), out);
    Fields.write(cells.base(), out);
    Cells.Suspects suspects = cells.suspects();
    Fields.write(suspects.columns(), out);
    Fields.write(suspects.kept(), out);
    Fields.write(suspects.suspicions(), out);
    Fields.write(suspects.scores(), out);
    Fields.write(suspects.candidates(), out);
    if (this != FIRST) {
      Fields.write(suspects.withheld(), out);
    }
    out.writeBoolean(cells.truth() != null);
    if (cells.truth() != null) {
      Fields.write(cells.truth(), out);
    }
    Cells.Display display = cells.display();
    out.writeBoolean(display != null);
    if (display != null) {
      RowCodec.INSTANCE.write(display.came(), out);
      Fields.write(display.centre(), out);
      Fields.write(display.scale(), out);
      Fields.write(display.names(), out);
    }
  }

  @Override
  public Cells read(DataInput in) throws IOException {
    return new Cells(
        EnvelopeCodec.INSTANCE.read(in),
        Fields.readText(in),
        Fields.readFloats(in),
        new Cells.Suspects(
            Fields.readInts(in),
            Fields.readFloats(in),
            Fields.readFloats(in),
            Fields.readFloats(in),
            Fields.readFloats(in),
            this == FIRST ? new int[0] : Fields.readInts(in)),
        in.readBoolean() ? Fields.readFloats(in) : null,
        in.readBoolean()
            ? new Cells.Display(
                RowCodec.INSTANCE.read(in),
                Fields.readDoubles(in),
                Fields.readDoubles(in),
                Fields.readTexts(in))
            : null);
  }
}
