package io.diffluent.job.pipeline;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that was probably meant. */
final class Suggestion {

  private Suggestion() {}

  /** The nearest known name, if it is near enough to be a slip of the finger. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, word.length() / 3);
    String best = null;
    int least = bound + 1;
    for (String name : known) {
      int distance =
          LevenshteinDistance.getDefaultInstance().apply(lower, name.toLowerCase(Locale.ROOT));
      boolean nearer =
          distance < least || (distance == least && best != null && similar(lower, name, best));
      if (nearer && distance < name.length()) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a name beats an equally distant one: transposed letters count as two edits. */
  private static boolean similar(String word, String name, String best) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    return similarity.apply(word, name) > similarity.apply(word, best);
  }

  /** "did you mean 'x'?", or the known names when nothing is near. */
  static String remedy(String word, Collection<String> known, String plural) {
    return nearest(word, known)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(
            () -> {
              String list = String.join(", ", known.stream().limit(20).toList());
              return plural + ": " + list + (known.size() > 20 ? ", ..." : "");
            });
  }
}
