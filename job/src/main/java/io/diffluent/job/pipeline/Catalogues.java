package io.diffluent.job.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The names a pipeline file may use for detectors, repairs and steps. A caller that has more of
 * them passes its own lists; order is the order of the defaults.
 *
 * @param detectors names for {@code clean.detectors}
 * @param repairs names for {@code clean.repairs}
 * @param steps names for {@code steps}, in their default order
 */
public record Catalogues(List<String> detectors, List<String> repairs, List<String> steps) {

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
  public static final List<String> ARMS = List.of("mixture", "no-clean", "singles", "oracle");

  private static final Catalogues STANDARD =
      new Catalogues(
          List.of(
              "missing",
              "unparseable",
              "zscore",
              "iqr",
              "histogram",
              "residual",
              "rare-category",
              "learned"),
          List.of(
              "mean",
              "mode",
              "median",
              "winsor",
              "knn",
              "regression",
              "rescale",
              "nearest-category",
              "learned",
              "keep"),
          List.of("learned-fill", "mixture", "transform", "feature-gate", "source-weights"));

  public Catalogues {
    detectors = List.copyOf(detectors);
    repairs = List.copyOf(repairs);
    steps = List.copyOf(steps);
  }

  /** What this version of the job knows. */
  public static Catalogues standard() {
    return STANDARD;
  }

  /** The names of one kind; for arms those that stand for themselves. */
  public List<String> names(Kind kind) {
    return switch (kind) {
      case DETECTORS -> detectors;
      case REPAIRS -> repairs;
      case STEPS -> steps;
      case ARMS -> ARMS;
    };
  }

  /** Whether the name may be used; an arm may also be {@code <detector>+<repair>}. */
  public boolean knows(Kind kind, String name) {
    int plus = name.indexOf('+');
    if (kind == Kind.ARMS && plus >= 0) {
      return detectors.contains(name.substring(0, plus))
          && repairs.contains(name.substring(plus + 1));
    }
    return names(kind).contains(name);
  }

  /** The names a misspelt one is compared with; for an arm with a plus sign all pairs. */
  List<String> candidates(Kind kind, String name) {
    if (kind != Kind.ARMS || name.indexOf('+') < 0) {
      return names(kind);
    }
    List<String> pairs = new ArrayList<>();
    for (String detector : detectors) {
      for (String repair : repairs) {
        pairs.add(detector + '+' + repair);
      }
    }
    return pairs;
  }
}
