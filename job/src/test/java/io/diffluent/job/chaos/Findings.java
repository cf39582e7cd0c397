package io.diffluent.job.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a check found: how often each law was broken, with the first few examples.
 *
 * @param events that were sent
 * @param answers predictions that were read, repeated ones included
 * @param letters dead letters that were read, repeated ones included
 */
record Findings(
    long events,
    long answers,
    long letters,
    Map<Law, Long> counts,
    Map<Law, List<String>> examples) {

  private static final int EXAMPLES = 3;

  /** What must hold of everything that leaves the job. */
  enum Law {
    /** Every event has its answer, or its dead letter. */
    LOST,
    /** It has one. Without exactly-once output this may be broken, by an equal answer. */
    DUPLICATE,
    /** There is no answer without an event that is owed one. */
    UNKNOWN,
    /** First answers of a model key come in the order of their events. */
    REORDERED,
    /** Versions of a model key do not fall, and a repeated answer has the version of the first. */
    WRONG_VERSION,
    /** A repeated answer, or one in a reference run, has the same value. */
    DIFFERENT_VALUE
  }

  /** Collects findings. */
  static final class Collector {
    private final Map<Law, Long> counts = new EnumMap<>(Law.class);
    private final Map<Law, List<String>> examples = new EnumMap<>(Law.class);

    void broken(Law law, String example) {
      counts.merge(law, 1L, Long::sum);
      List<String> few = examples.computeIfAbsent(law, l -> new ArrayList<>());
      if (few.size() < EXAMPLES) {
        few.add(example);
      }
    }

    Findings findings(long events, long answers, long letters) {
      return new Findings(events, answers, letters, Map.copyOf(counts), Map.copyOf(examples));
    }
  }

  long count(Law law) {
    return counts.getOrDefault(law, 0L);
  }

  /** Nothing is broken at all: what exactly-once output promises. */
  boolean exact() {
    return counts.isEmpty();
  }

  /** Nothing is broken but that equal answers came again: what the default promises. */
  boolean sound() {
    return counts.keySet().stream().allMatch(law -> law == Law.DUPLICATE);
  }

  /** One block for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%,d events, %,d answers, %,d dead letters:", events, answers, letters));
    for (Law law : Law.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              " %s %,d,",
              law.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              count(law)));
    }
    text.setCharAt(text.length() - 1, '.');
    examples.forEach(
        (law, some) ->
            text.append("\n  ").append(law).append(": ").append(String.join("; ", some)));
    return text.toString();
  }
}
