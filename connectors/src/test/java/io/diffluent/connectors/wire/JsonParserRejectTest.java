package io.diffluent.connectors.wire;

import static io.diffluent.core.record.RejectReason.DUPLICATE_FIELD;
import static io.diffluent.core.record.RejectReason.EMPTY;
import static io.diffluent.core.record.RejectReason.NOT_AN_OBJECT;
import static io.diffluent.core.record.RejectReason.NOT_JSON;
import static io.diffluent.core.record.RejectReason.NOT_UTF8;
import static io.diffluent.core.record.RejectReason.NUMBER_OUT_OF_RANGE;
import static io.diffluent.core.record.RejectReason.TOO_DEEP;
import static io.diffluent.core.record.RejectReason.TOO_LARGE;
import static io.diffluent.core.record.RejectReason.TOO_LONG;
import static io.diffluent.core.record.RejectReason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.diffluent.core.record.Header;
import io.diffluent.core.record.Limits;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parsed.Accepted;
import io.diffluent.core.record.Parsed.Rejected;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RejectReason;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not an event: the reason, and that finding it is cheap. */
class JsonParserRejectTest {

  private static final Limits WIDE =
      new Limits(64 << 20, 8, 128, 4096, 64, 4096, 1000, 1000, 64, 32, 64);

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(null, EMPTY, "no value"),
        arguments("", EMPTY, "no value"),
        arguments("   ", NOT_JSON, "white space"),
        arguments("[1]", NOT_AN_OBJECT, "an array"),
        arguments("17", NOT_AN_OBJECT, "a number"),
        arguments("\"x\"", NOT_AN_OBJECT, "a text"),
        arguments("null", NOT_AN_OBJECT, "a literal"),
        arguments("hello", NOT_JSON, ""),
        arguments("{\"x\":1", NOT_JSON, ""),
        arguments("{\"x\":\"abc", NOT_JSON, ""),
        arguments("{\"x\":01}", NOT_JSON, ""),
        arguments("{\"x\":+1}", NOT_JSON, ""),
        arguments("{\"x\":NaN}", NOT_JSON, ""),
        arguments("{\"x\":1,}", NOT_JSON, ""),
        arguments("{'x':1}", NOT_JSON, ""),
        arguments("{\"x\":1}{}", NOT_JSON, "after the end"),
        arguments("{\"x\":1} x", NOT_JSON, ""),
        arguments("{\"x\":\"a\nb\"}", NOT_JSON, ""),
        arguments("{\"u\":{\"a\":1]}", NOT_JSON, ""),
        arguments("{\"x\":1,\"x\":2}", DUPLICATE_FIELD, "'x'"),
        arguments("{\"u\":1,\"u\":2}", DUPLICATE_FIELD, "'u'"),
        arguments("{\"u\":{\"a\":1,\"a\":2}}", DUPLICATE_FIELD, "'a'"),
        arguments("{\"x\":{}}", WRONG_TYPE, "column 'x' holds an object"),
        arguments("{\"c\":[]}", WRONG_TYPE, "column 'c' holds an array"),
        arguments("{\"label\":[1]}", WRONG_TYPE, "label 'label'"),
        arguments("{\"id\":{}}", WRONG_TYPE, "id field 'id'"),
        arguments("{\"x\":1e400}", NUMBER_OUT_OF_RANGE, "column 'x'"),
        arguments("{\"c\":-1e400}", NUMBER_OUT_OF_RANGE, "column 'c'"),
        arguments("{\"label\":1e999999999}", NUMBER_OUT_OF_RANGE, "label"),
        arguments("{\"u\":" + "[".repeat(8) + "]".repeat(8) + "}", TOO_DEEP, "8"),
        arguments("{\"u\":" + "[".repeat(100_000), TOO_DEEP, "8"),
        arguments("{\"u\":" + "{\"a\":".repeat(20_000), TOO_DEEP, "8"),
        arguments(
            "{\"x\":" + "9".repeat(100) + "}", TOO_LONG, "'x' holds a number of more than 64"),
        arguments("{\"u\":" + "9".repeat(10_000) + "}", TOO_LONG, ""),
        arguments("{\"u\":0." + "9".repeat(10_000) + "}", TOO_LONG, ""),
        arguments(
            "{\"c\":\"" + "a".repeat(4097) + "\"}",
            TOO_LONG,
            "'c' holds a value of more than 4096"),
        arguments("{\"" + "n".repeat(129) + "\":1}", TOO_LONG, "129"),
        arguments("{\"" + "n".repeat(1 << 20) + "\":1}", TOO_LONG, ""),
        arguments(fields(100_000), TOO_LONG, "4096 fields"),
        arguments("{\"u\":" + fields(4096) + "}", TOO_LONG, "4096 fields"));
  }

  private static String fields(int count) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":").append(i);
    }
    return json.append('}').toString();
  }

  @ParameterizedTest
  @MethodSource
  void refused(String json, RejectReason reason, String detail) {
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    JsonParser wide = new JsonParser(Events.SCHEMA, WIDE, "id", null, "bike", false);
    assertRejected(wide, value, reason, detail);
  }

  @Test
  void theLargestDepthNameAndFieldCountStillPass() {
    Events.accepted("{\"u\":" + "[".repeat(7) + "]".repeat(7) + "}");
    Events.accepted("{\"" + "n".repeat(128) + "\":1,\"" + "\u20ac".repeat(128) + "\":1}");
    Events.accepted("{\"c\":\"" + "a".repeat(4096) + "\"}");
    Events.accepted(fields(4096));
    Events.accepted("{\"x\":" + "9".repeat(64) + "}");
  }

  @Test
  void tooManyBytesAreNotLookedAt() {
    byte[] large = new byte[10 << 20];
    assertRejected(Events.PARSER, large, TOO_LARGE, "65536");
  }

  @Test
  void onlyUtf8() {
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xC3, 0x28), NOT_UTF8, "byte 6");
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xC0, 0xAF), NOT_UTF8, "");
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xED, 0xA0, 0x80), NOT_UTF8, "");
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xE0, 0x80, 0x80), NOT_UTF8, "");
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xF4, 0x90, 0x80, 0x80), NOT_UTF8, "");
    assertRejected(Events.PARSER, bytes("{\"c\":\"", 0xF0, 0x9F, 0x98), NOT_UTF8, "");
    assertRejected(Events.PARSER, bytes("", 0xFE, 0xFF, 0, '{', 0, '}'), NOT_UTF8, "");
    assertRejected(Events.PARSER, "{}".getBytes(StandardCharsets.UTF_16BE), NOT_JSON, "zero");
    assertRejected(Events.PARSER, "{}".getBytes(StandardCharsets.UTF_16LE), NOT_JSON, "zero");
    Events.accepted("\uFEFF{\"c\":\"\u00fc\u20ac\uD83D\uDE00\"}");
  }

  @Test
  void utf8AgreesWithTheDecoderOfTheJdk() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(1, 12)];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt(128) : random.nextInt(128, 256));
      }
      boolean jdk = !new String(bytes, StandardCharsets.UTF_8).contains("\uFFFD");
      assertThat(Utf8.firstMalformed(bytes) < 0 || !jdk).isTrue();
      assertThat(jdk || Utf8.firstMalformed(bytes) >= 0 || hasReplacement(bytes)).isTrue();
    }
  }

  private static boolean hasReplacement(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("\u00ef\u00bf\u00bd");
  }

  @Test
  void hostilePayloadsAreCheap() {
    JsonParser wide = new JsonParser(Events.SCHEMA, WIDE, "id", null, "bike", false);
    refused().forEach(a -> parse(wide, (String) a.get()[0]));
    // Processor time of this thread: what a payload costs, whatever else the machine is doing.
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    refused()
        .forEach(
            a -> {
              long start = thread.getCurrentThreadCpuTime();
              parse(wide, (String) a.get()[0]);
              assertThat(thread.getCurrentThreadCpuTime() - start).isLessThan(100_000_000L);
            });
  }

  private static void parse(JsonParser parser, String json) {
    parser.parse(Events.event(json == null ? null : json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void detailsAreOneShortLine() {
    RawEvent event = Events.event("{\"x\":\u0085evil" + "z".repeat(500) + "\n\n}");
    Parsed.Rejected rejected = (Parsed.Rejected) Events.PARSER.parse(event);
    assertThat(rejected.detail()).hasSizeLessThan(210).doesNotContain("\n");
    assertThat(rejected.event()).isSameAs(event);
  }

  @Test
  void mutationsOfEventsNeverThrow() {
    byte[][] seeds = {
      "{\"id\":\"a1\",\"x\":1.5e3,\"c\":\"sp\u00fcring\",\"y\":\"12,5\",\"label\":187.2,\"u\":[1,{\"v\":null}]}"
          .getBytes(StandardCharsets.UTF_8),
      "{\"x\":-0.000001,\"y\":\"\\ud83d\\ude00 7\",\"c\":true,\"label\":\"yes\"}"
          .getBytes(StandardCharsets.UTF_8),
    };
    SplittableRandom random = new SplittableRandom(20260101);
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      Parsed parsed = Events.PARSER.parse(Events.event(mutated(seeds[i & 1], random)));
      assertThat(parsed).isNotNull();
      if (parsed instanceof Parsed.Accepted a) {
        accepted++;
        assertThat(Double.isInfinite(a.record().row().numbers()[0])).isFalse();
      }
    }
    assertThat(accepted).isBetween(5_000, 95_000);
  }

  private static byte[] mutated(byte[] seed, SplittableRandom random) {
    byte[] bytes = seed.clone();
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:0123456789eE+-.\\tfnu".charAt(random.nextInt(27));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
        default -> bytes[at] = bytes[random.nextInt(bytes.length)];
      }
    }
    return bytes;
  }

  private static byte[] bytes(String start, int... rest) {
    byte[] head = start.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(head, head.length + rest.length);
    for (int i = 0; i < rest.length; i++) {
      all[head.length + i] = (byte) rest[i];
    }
    return all;
  }

  private static void assertRejected(
      JsonParser parser, byte[] value, RejectReason reason, String detail) {
    Parsed parsed = parser.parse(Events.event(value));
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    assertThat(((Parsed.Rejected) parsed).reason()).isEqualTo(reason);
    assertThat(((Parsed.Rejected) parsed).detail()).contains(detail);
  }

  @Test
  void keyAndHeadersAreBoundedTogether() {
    byte[] value = "{\"x\":1}".getBytes(StandardCharsets.UTF_8);
    Header big = new Header("trace", new byte[65_536]);
    assertRefused(Events.event(value, big), "65542 bytes of key and headers");
    Header name = new Header("\u6f22".repeat(30_000), null);
    assertRefused(Events.event(value, name), "90001 bytes of key and headers");
    Header[] many = new Header[4097];
    Arrays.fill(many, new Header("h", null));
    assertRefused(Events.event(value, many), "4097 headers");
    Header truth = new Header(Header.CLEAN, new byte[65_536]);
    assertThat(Events.PARSER.parse(Events.event(value, truth))).isInstanceOf(Accepted.class);
  }

  private static void assertRefused(RawEvent event, String detail) {
    assertThat(Events.PARSER.parse(event))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(TOO_LARGE);
              assertThat(rejected.detail()).contains(detail);
              assertThat(rejected.event()).isSameAs(event);
            });
  }
}
