package io.diffluent.connectors;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a person probably meant. */
public final class Suggestion {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Suggestion() {}

  /** {@code "; did you mean 'x'?"} with the nearest known name, or an empty text. */
  public static String of(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> DISTANCE.apply(given, name) <= Math.max(2, given.length() / 3))
        .min(Comparator.<String>comparingInt(name -> DISTANCE.apply(given, name)))
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }
}
