package io.diffluent.connectors.wire;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the texts of a pipeline's fields mean beyond what is plain.
 *
 * @param numbers how the numbers of a field are written, by its name; the label may be among them
 * @param noLabels labels that say that there is none, in any notation of a number
 * @param times where the columns that are parts of a time have their cells from, by column
 */
public record Notations(
    Map<String, NumberNotation> numbers, Set<String> noLabels, Map<String, TimeOf> times)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Everything is plain. */
  public static final Notations PLAIN = new Notations(Map.of(), Set.of());

  /** Without parts of times. */
  public Notations(Map<String, NumberNotation> numbers, Set<String> noLabels) {
    this(numbers, noLabels, Map.of());
  }

  public Notations {
    numbers = new HashMap<>(numbers);
    times = new HashMap<>(times);
    noLabels = noLabels.stream().map(Notations::canonical).collect(Collectors.toSet());
  }

  static String canonical(String text) {
    String number = NumberText.canonical(text);
    return number == null ? text : number;
  }
}
