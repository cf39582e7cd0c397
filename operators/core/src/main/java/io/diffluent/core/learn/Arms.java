package io.diffluent.core.learn;

import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.StepContext;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * From the names of arms to arms:
 *
 * <pre>
 * mixture            every alternative, with the pipeline's steps and rule; what is served
 * paper              the same under {@link LearningRule#PAPER}
 * no-clean           the cells as they came
 * oracle             the cells without injected errors
 * detector+repair    a fixed pipeline; {@code singles} stands for all of them
 * NAME+steps         a view without choice, followed by the pipeline's transformations and gates
 * </pre>
 */
final class Arms {

  private static final String SINGLES = "singles";
  static final String WITH_STEPS = "+steps";

  /** Steps that need no alternatives. */
  private static final Set<String> WITHOUT_CHOICE = Set.of(Steps.TRANSFORM, Steps.FEATURE_GATE);

  // What is trained has no fixed form, and what changes nothing is no-clean already.
  private static final Set<String> NOT_FIXED = Set.of(Repairs.LEARNED, "keep", "mode");

  private final LearnerConfig config;
  private final StepContext context;

  private Arms(LearnerConfig config, StepContext context) {
    this.config = config;
    this.context = context;
  }

  /**
   * The arms that the configured names ask for, in order.
   *
   * @throws IllegalArgumentException for a name that is no arm
   */
  static List<Arm> of(LearnerConfig config, StepContext context) {
    Arms arms = new Arms(config, context);
    List<Arm> all = new ArrayList<>();
    for (String name : config.arms()) {
      boolean steps = name.endsWith(WITH_STEPS);
      String view = steps ? name.substring(0, name.length() - WITH_STEPS.length()) : name;
      if (view.equals(SINGLES)) {
        arms.singles().forEach(single -> all.add(arms.fixed(single, steps)));
      } else if (!steps && (name.equals(Arm.MIXTURE) || name.equals(Arm.PAPER))) {
        all.add(arms.mixing(name));
      } else {
        all.add(arms.fixed(view, steps));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no arm is left: of these detectors and repairs no fixed pipeline can be made");
    }
    return all;
  }

  private Arm mixing(String name) {
    LearningRule rule = name.equals(Arm.PAPER) ? LearningRule.PAPER : config.rule();
    StepContext under = context.withUpdate(rule.update());
    boolean all = rule == LearningRule.PAPER; // the paper prunes nothing
    ArmView view = new ArmView.Open(context.detectors().size(), context.repairs().size(), all);
    return new Arm(name, view, rule, rule.steps(config.steps()), under);
  }

  private Arm fixed(String name, boolean steps) {
    ArmView view =
        switch (name) {
          case Arm.NO_CLEAN -> new ArmView.AsTheyCame();
          case Arm.ORACLE -> new ArmView.Truth();
          default -> single(name);
        };
    List<String> behind =
        steps ? config.steps().stream().filter(WITHOUT_CHOICE::contains).toList() : List.of();
    return new Arm(steps ? name + WITH_STEPS : name, view, config.rule(), behind, context);
  }

  private List<String> singles() {
    List<String> singles = new ArrayList<>();
    for (String detector : context.detectors()) {
      for (String repair : context.repairs()) {
        if (!detector.equals(Detectors.LEARNED) && !NOT_FIXED.contains(repair)) {
          singles.add(detector + "+" + repair);
        }
      }
    }
    return singles;
  }

  private ArmView single(String name) {
    int plus = name.indexOf('+');
    int detector = plus < 0 ? -1 : context.detectors().indexOf(name.substring(0, plus));
    int repair = context.repairs().indexOf(name.substring(plus + 1));
    if (detector < 0 || repair < 0) {
      throw new IllegalArgumentException(
          "no arm '"
              + name
              + "': mixture, paper, no-clean, oracle, singles, or detector+repair of those that the"
              + " mixture has; the last four also with +steps");
    }
    return new ArmView.Fixed(
        detector, repair, context.detectors().size(), context.repairs().size());
  }
}
