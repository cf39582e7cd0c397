package io.diffluent.core.stats;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two category texts are: 1 - edit distance / length of the longer one, in [0, 1]. */
public final class Similarity {

  /** From here on a rare text counts as a misspelling of a frequent one. */
  public static final double CLOSE = 0.7;

  /** Longer texts are no names: comparing them with all names would cost what they weigh. */
  private static final int LONGEST = 128;

  /** Characters are told apart by their remainder. */
  private static final int LETTERS = 64;

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
    int[] letters = new int[LETTERS];
    text.chars().forEach(c -> letters[c % LETTERS]++);
    Vocabulary.Entry best = null;
    double closest = CLOSE;
    for (Vocabulary.Entry entry : vocabulary.entries()) {
      if (entry.count() < vocabulary.rareBelow() || entry.value().equals(text)) {
        continue;
      }
      if (bound(entry.value(), text, letters) < closest) {
        continue;
      }
      double similarity = of(entry.value(), text);
      boolean isCloser =
          similarity > closest
              || (similarity == closest && (best == null || entry.count() > best.count()));
      if (isCloser && !vocabulary.meansMissing(entry)) {
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

  /**
   * The similarity that the characters allow at most, in whatever order they are: each edit brings
   * one that is missing or takes one that is too many. An edit distance costs the product of the
   * lengths, this their sum.
   *
   * @param letters of {@code b}, counted
   */
  private static double bound(String a, String b, int[] letters) {
    int[] left = letters.clone();
    int tooMany = 0;
    for (int i = 0; i < a.length(); i++) {
      tooMany += --left[a.charAt(i) % LETTERS] < 0 ? 1 : 0;
    }
    int missing = b.length() - (a.length() - tooMany);
    return 1 - (double) Math.max(tooMany, missing) / Math.max(a.length(), b.length());
  }
}
