package io.diffluent.core.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The catalogue of steps, in their default order: adding one is one file and one line here. */
public final class Steps {

  private static final Map<String, Function<StepContext, Step>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("learned-fill", LearnedFill::new);
    ALL.put("mixture", Mixture::new);
    ALL.put("transform", Transform::new);
    ALL.put("feature-gate", FeatureGate::new);
    ALL.put("source-weights", SourceWeights::new);
  }

  private Steps() {}

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The steps of these names, in this order. */
  public static Pipeline pipeline(List<String> names, StepContext context) {
    return new Pipeline(names.stream().map(name -> named(name, context)).toList());
  }

  /**
   * @throws IllegalArgumentException if there is no step of this name; the message lists all
   */
  public static Step named(String name, StepContext context) {
    Function<StepContext, Step> factory = ALL.get(name);
    if (factory == null) {
      throw new IllegalArgumentException("no step '" + name + "', only " + names());
    }
    return factory.apply(context);
  }
}
