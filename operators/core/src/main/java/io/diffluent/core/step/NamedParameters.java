package io.diffluent.core.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters as bytes, by name: a logit that is new since the snapshot starts as far from the mean
 * of its group's restored ones as it would start from the mean of their starts; any other parameter
 * starts where it starts afresh; one that is gone is dropped.
 */
public final class NamedParameters {

  private static final int MOST = 1_000_000;

  private NamedParameters() {}

  public static void write(List<ParameterGroup> groups, Parameters parameters, DataOutput out)
      throws IOException {
    out.writeInt(groups.size());
    for (ParameterGroup group : groups) {
      double[] values = parameters.get(group.name());
      out.writeUTF(group.name());
      out.writeInt(values.length);
      for (int i = 0; i < values.length; i++) {
        out.writeUTF(group.entries().get(i));
        out.writeDouble(values[i]);
      }
    }
  }

  public static void read(List<ParameterGroup> groups, Parameters parameters, DataInput in)
      throws IOException {
    Map<String, Map<String, Double>> stored = new HashMap<>();
    int n = checked(in.readInt());
    for (int g = 0; g < n; g++) {
      Map<String, Double> values = stored.computeIfAbsent(in.readUTF(), name -> new HashMap<>());
      int entries = checked(in.readInt());
      for (int i = 0; i < entries; i++) {
        String name = in.readUTF();
        double value = in.readDouble();
        if (!Double.isFinite(value)) {
          throw new IOException("parameter " + name + " is " + value);
        }
        values.put(name, value);
      }
    }
    for (ParameterGroup group : groups) {
      Map<String, Double> values = stored.get(group.name());
      if (values != null) {
        fill(group, values, parameters.get(group.name()));
      }
    }
  }

  private static void fill(ParameterGroup group, Map<String, Double> stored, double[] values) {
    double moved = 0;
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      Double restored = stored.get(group.entries().get(i));
      if (restored != null) {
        moved += restored - values[i];
        found++;
      }
    }
    double shift = group.simplex() > 0 && found > 0 ? moved / found : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = stored.getOrDefault(group.entries().get(i), values[i] + shift);
    }
  }

  private static int checked(int n) throws IOException {
    if (n < 0 || n > MOST) {
      throw new IOException(n + " parameters");
    }
    return n;
  }
}
