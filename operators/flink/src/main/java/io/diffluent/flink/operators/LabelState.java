package io.diffluent.flink.operators;

import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.LabelEventCodec;
import io.diffluent.core.state.Fields;
import io.diffluent.core.state.StateBytes;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is known about one event id while its label may come. */
sealed interface LabelState {

  String KIND = "label";
  int VERSION = 3;

  /**
   * Its record has been scored; the label has not come.
   *
   * @param time of the record
   * @param scored the record as it was scored
   */
  record Waiting(long time, byte[] scored) implements LabelState {}

  /**
   * Labels came before its record.
   *
   * @param labels in the order in which they came; at least one, at most {@link #MOST}
   */
  record Early(List<Timed> labels) implements LabelState {

    /** What waits is written anew with each that comes. */
    static final int MOST = 8;

    public Early {
      labels = List.copyOf(labels);
    }

    Early with(Timed label) {
      List<Timed> more = new ArrayList<>(labels);
      more.add(label);
      return new Early(more);
    }

    /** Whether enough labels wait, or one that says the same: it is as readable as this one. */
    boolean hasNoPlaceFor(String text) {
      return labels.size() >= MOST
          || labels.stream().anyMatch(known -> known.label().text().equals(text));
    }
  }

  /**
   * A label and its time, which is not always that of its event.
   *
   * @param time at which it counts
   */
  record Timed(long time, LabelEvent label) {}

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
            out.writeByte(early.labels.size());
            for (Timed label : early.labels) {
              out.writeLong(label.time);
              LabelEventCodec.INSTANCE.write(label.label, out);
            }
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

  /** Up to version 2 one label waited, in version 1 always with the time of its own event. */
  private static Early early(DataInput in, int version) throws IOException {
    int n = version > 2 ? in.readByte() : 1;
    if (n < 1 || n > Early.MOST) {
      throw new IOException(n + " labels of one event");
    }
    List<Timed> labels = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long time = version > 1 ? in.readLong() : 0;
      LabelEvent label = LabelEventCodec.INSTANCE.read(in);
      labels.add(new Timed(version > 1 ? time : label.timestamp(), label));
    }
    return new Early(labels);
  }
}
