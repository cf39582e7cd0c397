package io.diffluent.core.learn;

import io.diffluent.core.evaluate.NamedCodec;
import io.diffluent.core.state.Codec;
import io.diffluent.core.state.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes of a {@link Telemetry} on its way to a sink. */
public enum TelemetryCodec implements Codec<Telemetry> {
  INSTANCE;

  @Override
  public void write(Telemetry telemetry, DataOutput out) throws IOException {
    Fields.write(telemetry.model(), out);
    out.writeLong(telemetry.version());
    out.writeLong(telemetry.timestamp());
    Fields.write(telemetry.served(), out);
    out.writeInt(telemetry.weights().size());
    for (Telemetry.Group group : telemetry.weights()) {
      Fields.write(group.name(), out);
      NamedCodec.INSTANCE.write(group.entries(), out);
    }
    out.writeInt(telemetry.arms().size());
    for (Telemetry.ArmMetrics arm : telemetry.arms()) {
      Fields.write(arm.arm(), out);
      NamedCodec.INSTANCE.write(arm.all(), out);
      NamedCodec.INSTANCE.write(arm.window(), out);
    }
    NamedCodec.INSTANCE.write(telemetry.counts(), out);
    Fields.write(telemetry.alerts().toArray(String[]::new), out);
  }

  @Override
  public Telemetry read(DataInput in) throws IOException {
    return new Telemetry(
        Fields.readText(in),
        in.readLong(),
        in.readLong(),
        Fields.readText(in),
        readGroups(in),
        readArms(in),
        NamedCodec.INSTANCE.read(in),
        Arrays.asList(Fields.readTexts(in)));
  }

  private static List<Telemetry.Group> readGroups(DataInput in) throws IOException {
    int n = Fields.length(in);
    List<Telemetry.Group> groups = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      groups.add(new Telemetry.Group(Fields.readText(in), NamedCodec.INSTANCE.read(in)));
    }
    return groups;
  }

  private static List<Telemetry.ArmMetrics> readArms(DataInput in) throws IOException {
    int n = Fields.length(in);
    List<Telemetry.ArmMetrics> arms = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      arms.add(
          new Telemetry.ArmMetrics(
              Fields.readText(in), NamedCodec.INSTANCE.read(in), NamedCodec.INSTANCE.read(in)));
    }
    return arms;
  }
}
