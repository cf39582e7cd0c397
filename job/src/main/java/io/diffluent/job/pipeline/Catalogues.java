package io.diffluent.job.pipeline;

import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names a pipeline file may use for detectors, repairs and steps. A caller that has more of
 * them passes its own lists; order is the order of the defaults.
 *
 * @param detectors names for {@code clean.detectors}
 * @param repairs names for {@code clean.repairs}
 * @param steps names for {@code steps}, in their default order
 * @param moreDetectors detectors that are no default
 * @param moreSteps steps that are no default
 */
public record Catalogues(
    List<String> detectors,
    List<String> repairs,
    List<String> steps,
    List<String> moreDetectors,
    List<String> moreSteps) {

  /** Which list of names an option takes. */
  public enum Kind {
    DETECTORS("detector"),
    REPAIRS("repair"),
    STEPS("step"),
    ARMS("arm");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** What one of them is called in a message. */
    public String word() {
      return word;
    }
  }

  /** Arms that are not one detector with one repair. */
  public static final List<String> ARMS =
      List.of("mixture", "paper", "no-clean", "singles", "oracle");

  /** Behind a view without choice: with the pipeline's transformations and gates. */
  public static final String WITH_STEPS = "+steps";

  /** The arms that may be followed by {@link #WITH_STEPS}. */
  public static final List<String> WITHOUT_CHOICE = List.of("no-clean", "singles", "oracle");

  private static final Catalogues STANDARD =
      new Catalogues(
          Detectors.standard(),
          Repairs.names(),
          Steps.standard(),
          without(Detectors.names(), Detectors.standard()),
          without(Steps.names(), Steps.standard()));

  public Catalogues {
    detectors = List.copyOf(detectors);
    repairs = List.copyOf(repairs);
    steps = List.copyOf(steps);
    moreDetectors = List.copyOf(moreDetectors);
    moreSteps = List.copyOf(moreSteps);
  }

  /** Catalogues in which everything is a default. */
  public Catalogues(List<String> detectors, List<String> repairs, List<String> steps) {
    this(detectors, repairs, steps, List.of(), List.of());
  }

  /** What this version of the job knows. */
  public static Catalogues standard() {
    return STANDARD;
  }

  /** All names of one kind; for arms those that stand for themselves. */
  public List<String> names(Kind kind) {
    return switch (kind) {
      case DETECTORS -> both(detectors, moreDetectors);
      case REPAIRS -> repairs;
      case STEPS -> both(steps, moreSteps);
      case ARMS -> ARMS;
    };
  }

  private static List<String> without(List<String> all, List<String> some) {
    return all.stream().filter(name -> !some.contains(name)).toList();
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /**
   * Whether the name may be used; an arm may also be {@code <detector>+<repair>}, and may end with
   * {@link #WITH_STEPS} if it has no choice.
   */
  public boolean knows(Kind kind, String name) {
    if (kind != Kind.ARMS) {
      return names(kind).contains(name);
    }
    boolean steps = name.endsWith(WITH_STEPS);
    String arm = steps ? name.substring(0, name.length() - WITH_STEPS.length()) : name;
    int plus = arm.indexOf('+');
    if (plus < 0) {
      return (steps ? WITHOUT_CHOICE : ARMS).contains(arm);
    }
    return names(Kind.DETECTORS).contains(arm.substring(0, plus))
        && repairs.contains(arm.substring(plus + 1));
  }

  /** The names a misspelt one is compared with; for an arm with a plus sign all pairs. */
  List<String> candidates(Kind kind, String name) {
    if (kind != Kind.ARMS || name.indexOf('+') < 0) {
      return names(kind);
    }
    List<String> pairs = new ArrayList<>();
    WITHOUT_CHOICE.forEach(arm -> pairs.add(arm + WITH_STEPS));
    for (String detector : names(Kind.DETECTORS)) {
      for (String repair : repairs) {
        pairs.add(detector + '+' + repair);
        pairs.add(detector + '+' + repair + WITH_STEPS);
      }
    }
    return pairs;
  }
}
