package io.diffluent.flink.operators;

import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.LabelEventCodec;
import io.diffluent.core.state.Fields;
import io.diffluent.core.state.StateBytes;
import java.io.DataInput;
import java.io.IOException;

/** What is known about one event id while its label may come. */
sealed interface LabelState {

  String KIND = "label";
  int VERSION = 2;

  /**
   * Its record has been scored; the label has not come.
   *
   * @param time of the record
   * @param scored the record as it was scored
   */
  record Waiting(long time, byte[] scored) implements LabelState {}

  /**
   * Its label came before its record.
   *
   * @param time of the label
   */
  record Early(long time, LabelEvent label) implements LabelState {}

  /**
   * Its record no longer waits.
   *
   * @param time of the record
   * @param hadLabel whether a label has come, in time or not; if not, one that comes is late
   */
  record Settled(long time, boolean hadLabel) implements LabelState {}

  default byte[] write() {
    return StateBytes.write(
        KIND,
        VERSION,
        out -> {
          if (this instanceof Waiting waiting) {
            out.writeByte(0);
            out.writeLong(waiting.time);
            Fields.write(waiting.scored, out);
          } else if (this instanceof Early early) {
            out.writeByte(1);
            out.writeLong(early.time);
            LabelEventCodec.INSTANCE.write(early.label, out);
          } else if (this instanceof Settled settled) {
            out.writeByte(2);
            out.writeLong(settled.time);
            out.writeBoolean(settled.hadLabel);
          }
        });
  }

  /** Reads a state; null if nothing is known. */
  static LabelState read(byte[] bytes) throws IOException {
    if (bytes == null) {
      return null;
    }
    LabelState[] read = new LabelState[1];
    StateBytes.read(
        KIND,
        VERSION,
        bytes,
        (in, version) -> {
          int kind = in.readByte();
          read[0] =
              switch (kind) {
                case 0 -> new Waiting(in.readLong(), Fields.readBytes(in));
                case 1 -> early(in, version);
                case 2 -> new Settled(in.readLong(), in.readBoolean());
                default -> throw new IOException("no kind of label state: " + kind);
              };
        });
    return read[0];
  }

  /** In version 1 the time was always that of the label's own event. */
  private static Early early(DataInput in, int version) throws IOException {
    long time = version > 1 ? in.readLong() : 0;
    LabelEvent label = LabelEventCodec.INSTANCE.read(in);
    return new Early(version > 1 ? time : label.timestamp(), label);
  }
}
