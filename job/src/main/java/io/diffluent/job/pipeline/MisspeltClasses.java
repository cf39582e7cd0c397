package io.diffluent.job.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Classes that are a letter or two away from one that is many times as frequent. */
final class MisspeltClasses {

  /** A slip of the finger is so many times rarer than what was meant. */
  private static final int RARER = 50;

  /** Words of so many letters may have two that are wrong, of half as many one. */
  private static final int LONG = 8;

  /** As many are named. */
  private static final int SHOWN = 8;

  private MisspeltClasses() {}

  /**
   * What a person should know of them; empty if there are none.
   *
   * @param classes with how often each occurs
   */
  static String note(Map<String, Integer> classes) {
    List<String> slips = new ArrayList<>();
    classes.forEach(
        (rare, few) ->
            classes.entrySet().stream()
                .filter(common -> common.getValue() >= RARER * few)
                .map(Map.Entry::getKey)
                .filter(common -> isSlip(rare, common))
                .findFirst()
                .ifPresent(common -> slips.add(rare + " for " + common)));
    return slips.isEmpty()
        ? ""
        : slips.size()
            + (slips.size() == 1 ? " rare class looks" : " rare classes look")
            + " like a common one misspelt: "
            + String.join(", ", slips.stream().limit(SHOWN).toList())
            + (slips.size() > SHOWN ? ", ..." : "")
            + "; spell them alike before they are sent.";
  }

  /** Of names with digits one digit is all the difference there is. */
  private static boolean isSlip(String rare, String common) {
    int shorter = Math.min(rare.length(), common.length());
    int most = shorter >= LONG ? 2 : shorter >= LONG / 2 ? 1 : 0;
    return most > 0
        && (rare + common).chars().noneMatch(Character::isDigit)
        && !LabelRules.folded(rare).equals(LabelRules.folded(common))
        && new LevenshteinDistance(most).apply(rare, common) >= 0;
  }
}
