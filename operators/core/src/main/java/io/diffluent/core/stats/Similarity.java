package io.diffluent.core.stats;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two category texts are: 1 - edit distance / length of the longer one, in [0, 1]. */
public final class Similarity {

  /** From here on a rare text counts as a misspelling of a frequent one. */
  public static final double CLOSE = 0.7;

  /** Longer texts are no names: comparing them with all names would cost what they weigh. */
  private static final int LONGEST = 128;

  private Similarity() {}

  public static double of(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    return longer == 0
        ? 1
        : 1 - (double) LevenshteinDistance.getDefaultInstance().apply(a, b) / longer;
  }

  /**
   * The frequent value that a rare text most resembles (ties: the more frequent, then the older),
   * or null if none is {@link #CLOSE}. Texts without a letter (codes, numbers) resemble nothing: 12
   * is not a misspelling of 13. Nor do texts of more than {@value #LONGEST} characters.
   */
  public static Vocabulary.Entry nearestFrequent(Vocabulary vocabulary, String text) {
    if (text == null || text.length() > LONGEST || !hasLetter(text)) {
      return null;
    }
    Vocabulary.Entry best = null;
    double closest = CLOSE;
    for (Vocabulary.Entry entry : vocabulary.entries()) {
      if (entry.count() < vocabulary.rareBelow() || entry.value().equals(text)) {
        continue;
      }
      double bound = bound(entry.value(), text);
      if (bound < closest) {
        continue;
      }
      double similarity = of(entry.value(), text);
      if (similarity > closest
          || (similarity == closest && (best == null || entry.count() > best.count()))) {
        best = entry;
        closest = similarity;
      }
    }
    return best;
  }

  private static boolean hasLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetter(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The similarity that the lengths alone allow at most. */
  private static double bound(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    return 1 - (double) Math.abs(a.length() - b.length()) / longer;
  }
}
