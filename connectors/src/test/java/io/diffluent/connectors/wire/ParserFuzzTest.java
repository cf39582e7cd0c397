package io.diffluent.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A million damaged events: each has an outcome, never an exception.
 *
 * <p>What is accepted is a JSON object to a reader that shares neither limits nor code of ours with
 * the parser; what is refused as no JSON is none to it either; the bytes are never touched.
 */
class ParserFuzzTest {

  private static final int CASES = 1_000_000;
  private static final long SEED = 20261121;

  private static final ObjectMapper TREE =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static {
    StreamReadConstraints wide =
        StreamReadConstraints.builder()
            .maxNestingDepth(1_000_000)
            .maxNumberLength(1_000_000)
            .maxNameLength(1_000_000)
            .build();
    TREE.getFactory().setStreamReadConstraints(wide);
  }

  private static final Mutations MUTATIONS = new Mutations(SEED, corpus());

  private static List<byte[]> corpus() {
    return Stream.of(
            "{\"id\":\"a1\",\"x\":1.5e3,\"c\":\"sp\u00fcring\",\"y\":\"12,5\",\"label\":187.2,"
                + "\"u\":[1,{\"v\":null}]}",
            "{\"x\":-0.000001,\"y\":\"\\ud83d\\ude00 7\",\"c\":true,\"label\":\"yes\"}",
            "{\"x\":17,\"c\":\"winter\",\"y\":0.25,\"label\":3}",
            " {\"c\" : null , \"x\" : \"97.3 F\", \"label\" : -1E-7 }\n",
            "{\"x\":\"1e400\",\"c\":7,\"y\":\"\",\"id\":12345678901234567890}",
            "\uFEFF{\"c\":\"\u20ac\uD83D\uDE00\",\"x\":\"\u0661\",\"y\":\"1 000\"}",
            "{}",
            "{\"x\":1,\"x\":2}",
            "{\"x\":{\"b\":1},\"label\":[1]}",
            "{\"u\":[[[[[[[]]]]]]],\"x\":1e308}",
            "[1,2,{\"x\":3}]",
            "{\"x\":1}{\"x\":2}",
            "{\"x\":NaN}",
            "17",
            "hello")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void everyPayloadHasAnOutcome() {
    Map<RejectReason, Integer> refused = new EnumMap<>(RejectReason.class);
    int accepted = 0;
    for (int number = 0; number < CASES; number++) {
      byte[] original = MUTATIONS.payload(number);
      byte[] bytes = original.clone();
      Parsed parsed = parsed(number, bytes);
      require(Arrays.equals(bytes, original), number, "the parser changed the bytes");
      if (parsed instanceof Parsed.Rejected rejected) {
        refused.merge(rejected.reason(), 1, Integer::sum);
        checkRejected(number, rejected, original);
      } else if (parsed instanceof Parsed.Accepted acceptance) {
        accepted++;
        require(isObject(original), number, "accepted, and not an object");
        checkCells(number, acceptance.record().row());
      } else {
        throw new AssertionError("no outcome: " + MUTATIONS.described(number));
      }
    }
    // Else the mutations are too tame, or too wild, to say anything.
    assertThat(accepted).isBetween(CASES / 20, CASES / 2);
    assertThat(refused)
        .containsOnlyKeys(
            RejectReason.EMPTY,
            RejectReason.TOO_LARGE,
            RejectReason.NOT_UTF8,
            RejectReason.NOT_JSON,
            RejectReason.NOT_AN_OBJECT,
            RejectReason.TOO_DEEP,
            RejectReason.TOO_LONG,
            RejectReason.DUPLICATE_FIELD,
            RejectReason.WRONG_TYPE,
            RejectReason.NUMBER_OUT_OF_RANGE);
  }

  @Test
  void aCaseCanBeHadAgain() {
    byte[] payload = MUTATIONS.payload(123_456);
    assertThat(new Mutations(SEED, corpus()).payload(123_456)).isEqualTo(payload);
    assertThat(new Mutations(SEED + 1, corpus()).payload(123_456)).isNotEqualTo(payload);
    assertThat(MUTATIONS.described(123_456)).contains("123456", Long.toString(SEED));
  }

  private static Parsed parsed(int number, byte[] bytes) {
    try {
      return Events.PARSER.parse(Events.event(bytes));
    } catch (RuntimeException | Error e) {
      throw new AssertionError("the parser threw on " + MUTATIONS.described(number), e);
    }
  }

  private static void checkRejected(int number, Parsed.Rejected rejected, byte[] original) {
    require(rejected.reason() != null, number, "no reason");
    require(!rejected.detail().isBlank(), number, "nothing said about the reason");
    require(Arrays.equals(rejected.event().value(), original), number, "not the bytes that came");
    // That is how the reader reports an exception which it did not expect.
    require(!rejected.detail().startsWith("unreadable"), number, rejected.detail());
    if (rejected.reason() == RejectReason.NOT_JSON && !startsWithZeros(original)) {
      require(!isObject(original), number, "refused as no JSON: " + rejected.detail());
    }
  }

  /** Such bytes are UTF-16 to the other reader. */
  private static boolean startsWithZeros(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == 0
        || bytes.length > 1 && bytes[1] == 0
        || bytes.length > 2 && bytes[2] == 0
        || bytes.length > 3 && bytes[3] == 0;
  }

  private static void checkCells(int number, Row row) {
    for (double cell : row.numbers()) {
      require(!Double.isInfinite(cell), number, "a cell is infinite");
    }
    for (String text : row.texts()) {
      require(
          text == null || StandardCharsets.UTF_8.newEncoder().canEncode(text),
          number,
          "a text that UTF-8 cannot write");
    }
  }

  private static boolean isObject(byte[] bytes) {
    try {
      return TREE.readTree(bytes).isObject();
    } catch (JsonProcessingException notJson) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Messages are made on failure only: a million of them would be most of the work. */
  private static void require(boolean holds, int number, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + MUTATIONS.described(number));
    }
  }
}
