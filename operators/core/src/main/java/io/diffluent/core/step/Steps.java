package io.diffluent.core.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The catalogue of steps, in their default order: adding one is one file and one line here.
 *
 * <p>The paper's own forms of some of them are {@link #PLAIN}: a learning rule chooses them, not a
 * pipeline file, since they share the parameters of what they stand for.
 */
public final class Steps {

  public static final String LEARNED_FILL = "learned-fill";
  public static final String CUT = "cut";
  public static final String MIXTURE = "mixture";
  public static final String TRANSFORM = "transform";
  public static final String FEATURE_GATE = "feature-gate";

  private static final Map<String, Function<StepContext, Step>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(LEARNED_FILL, LearnedFill::new);
    ALL.put(CUT, Cut::new);
    ALL.put(MIXTURE, Mixture::new);
    ALL.put(TRANSFORM, Transform::new);
    ALL.put(FEATURE_GATE, FeatureGate::new);
    ALL.put("source-weights", SourceWeights::new);
    ALL.put("augment", Augment::new);
  }

  /** The paper's own form of a step, by the step it stands for. */
  public static final Map<String, String> PLAIN =
      Map.of(
          CUT,
          "plain-cut",
          MIXTURE,
          "plain-mixture",
          FEATURE_GATE,
          "plain-gate",
          "source-weights",
          "plain-source-weights");

  private static final Map<String, Function<StepContext, Step>> PAPER =
      Map.of(
          "plain-cut",
          Cut::plain,
          "plain-mixture",
          Mixture::plain,
          "plain-gate",
          FeatureGate::plain,
          "plain-source-weights",
          SourceWeights::plain);

  private static final List<String> OPTIONAL = List.of("augment");

  private Steps() {}

  /** All that a pipeline file may name. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** What a pipeline has unless its file says otherwise. */
  public static List<String> standard() {
    return ALL.keySet().stream().filter(name -> !OPTIONAL.contains(name)).toList();
  }

  /** The steps of these names, in this order. */
  public static Pipeline pipeline(List<String> names, StepContext context) {
    return new Pipeline(names.stream().map(name -> named(name, context)).toList());
  }

  /**
   * @throws IllegalArgumentException if there is no step of this name; the message lists all
   */
  public static Step named(String name, StepContext context) {
    Function<StepContext, Step> factory = ALL.getOrDefault(name, PAPER.get(name));
    if (factory == null) {
      throw new IllegalArgumentException("no step '" + name + "', only " + names());
    }
    return factory.apply(context);
  }
}
