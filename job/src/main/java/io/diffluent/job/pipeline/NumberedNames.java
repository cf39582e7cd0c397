package io.diffluent.job.pipeline;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Texts that are names, though numbers with something around them stand among them. */
final class NumberedNames {

  /** Share of the cells up to which something may be a slip. */
  private static final double SLIPS = 0.01;

  private NumberedNames() {}

  /**
   * @param counts the texts of a column with how often they occur
   */
  static boolean are(Map<String, Integer> counts) {
    return areRanges(counts.keySet()) || areFewBesideOthers(counts);
  }

  /** Bounds with hardly a number between them, such as Norm, >200 and >300, name ranges. */
  private static boolean areRanges(Set<String> texts) {
    long bounds = texts.stream().filter(Cells::isBound).count();
    long numbers = texts.stream().filter(text -> Cells.unit(text) != null).count() - bounds;
    return bounds > numbers;
  }

  /**
   * A few numbers, each with letters behind it, and other texts beside them, such as 1Fam, 2Fam and
   * Duplex: amounts are more different, and what is no amount among them is rare.
   */
  private static boolean areFewBesideOthers(Map<String, Integer> counts) {
    Set<String> lettered = new HashSet<>();
    int cells = 0;
    int bare = 0;
    int others = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String unit = Cells.unit(entry.getKey());
      if (unit == null) {
        others += Cells.isMissingWord(entry.getKey()) ? 0 : entry.getValue();
      } else if (!unit.isEmpty() && Character.isLetter(unit.charAt(0))) {
        lettered.add(entry.getKey());
        cells += entry.getValue();
        if (lettered.size() > ColumnProfile.AMOUNTS) {
          return false;
        }
      } else {
        bare += entry.getValue();
      }
    }
    return cells > 0 && bare <= SLIPS * cells && others >= ColumnProfile.SEVERAL * cells;
  }
}
