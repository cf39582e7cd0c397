package io.diffluent.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.learn.Prediction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * When two runs count as equal. What is learned is equal bit for bit; an answer's value depends, in
 * its last bits, on which records were scored together, so it is compared to 1e-6.
 */
public final class Sameness {

  private static final double TOLERANCE = 1e-6;

  private Sameness() {}

  /** The same answers to the same events; an event answered twice was answered alike. */
  public static void assertSameAnswers(
      Iterable<Prediction> actual, Iterable<Prediction> undisturbed) {
    Map<String, Prediction> expected = new LinkedHashMap<>();
    undisturbed.forEach(prediction -> expected.put(id(prediction), prediction));
    Map<String, Prediction> answered = new LinkedHashMap<>();
    for (Prediction prediction : actual) {
      answered.put(id(prediction), prediction);
      assertThat(expected).containsKey(id(prediction));
      assertSame(prediction, expected.get(id(prediction)));
    }
    assertThat(answered.keySet()).as("answered events").isEqualTo(expected.keySet());
  }

  private static void assertSame(Prediction actual, Prediction expected) {
    assertThat(actual)
        .as(id(expected))
        .usingRecursiveComparison()
        .withComparatorForType(near(), Double.class)
        .isEqualTo(expected);
  }

  private static Comparator<Double> near() {
    return (a, b) -> Math.abs(a - b) <= TOLERANCE ? 0 : Double.compare(a, b);
  }

  public static String id(Prediction prediction) {
    return prediction.envelope().origin().id();
  }

  /** An outcome as a text that keeps every bit. */
  public static String text(Outcome outcome) {
    return outcome.origin().id()
        + " label "
        + outcome.label()
        + " arms "
        + Arrays.deepToString(outcome.outputs());
  }

  /** What differs as soon as one bit does, short enough for a message. */
  public static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return bytes.length + " bytes " + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Outcomes as texts, in no order, without repetitions. */
  public static List<String> texts(Iterable<Outcome> outcomes) {
    return StreamSupport.stream(outcomes.spliterator(), false)
        .map(Sameness::text)
        .distinct()
        .sorted()
        .toList();
  }
}
