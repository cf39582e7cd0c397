package io.diffluent.core.step;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named vectors of doubles: parameters, their gradients, or their moments. */
public final class Parameters {

  private final Map<String, double[]> groups = new LinkedHashMap<>();

  private Parameters() {}

  /** Starting values. */
  public static Parameters start(Collection<ParameterGroup> groups) {
    Parameters parameters = new Parameters();
    groups.forEach(group -> parameters.groups.put(group.name(), group.start().clone()));
    return parameters;
  }

  /** Zeros of the same layout. */
  public static Parameters zeros(Collection<ParameterGroup> groups) {
    Parameters parameters = new Parameters();
    groups.forEach(group -> parameters.groups.put(group.name(), new double[group.start().length]));
    return parameters;
  }

  /** The values of a group; writing to them changes the parameters. */
  public double[] get(String group) {
    double[] values = groups.get(group);
    if (values == null) {
      throw new IllegalArgumentException("no parameters '" + group + "', only " + groups.keySet());
    }
    return values;
  }

  /** The same parameters with another group in the place of one. */
  public Parameters with(String group, double[] values) {
    Parameters other = new Parameters();
    other.groups.putAll(groups);
    other.groups.put(group, values);
    return other;
  }

  public List<String> names() {
    return List.copyOf(groups.keySet());
  }

  public boolean isFinite() {
    for (double[] values : groups.values()) {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }
}
