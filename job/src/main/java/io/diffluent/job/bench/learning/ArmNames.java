package io.diffluent.job.bench.learning;

/** Names of arms. */
final class ArmNames {

  static final String MIXTURE = "mixture";
  static final String PAPER = "paper";
  static final String NO_CLEAN = "no-clean";
  static final String ORACLE = "oracle";

  private static final String STEPS = "+steps";

  private ArmNames() {}

  static String withSteps(String arm) {
    return arm + STEPS;
  }

  /** A fixed pipeline without learned steps. */
  static boolean isSingle(String arm) {
    return arm.contains("+") && !arm.endsWith(STEPS);
  }

  /** A fixed pipeline behind the same transformations and gates as the mixture. */
  static boolean isSingleWithSteps(String arm) {
    return arm.endsWith(STEPS) && isSingle(arm.substring(0, arm.length() - STEPS.length()));
  }
}
