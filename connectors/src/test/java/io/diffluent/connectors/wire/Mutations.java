package io.diffluent.connectors.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Payloads that were events once: each takes one of a corpus and damages it in one to three ways.
 *
 * <p>Law: seed and number of a case give its bytes, so a case that failed can be had again without
 * those before it.
 *
 * @param seed of all cases
 * @param corpus what is damaged; none is empty
 */
public record Mutations(long seed, List<byte[]> corpus) {

  private static final String STRUCTURE = "{}[]\",:0123456789eE+-.\\tfnu/ \n\u0000";
  private static final List<String> NUMBERS =
      List.of("1e999", "-1e-999", "1e2147483648", "0x1F", "NaN", "-0", "00", "1.", ".5", "1E+");
  private static final List<String> ESCAPES =
      List.of("\\ud800", "\\udc00\\ud800", "\\u0000", "\\u00", "\\x41", "\\", "\\\"", "\\uD83D");
  private static final List<byte[]> BROKEN =
      List.of(
          bytes(0xC3, 0x28),
          bytes(0xC0, 0xAF),
          bytes(0xED, 0xA0, 0x80),
          bytes(0xE0, 0x80, 0x80),
          bytes(0xF4, 0x90, 0x80, 0x80),
          bytes(0xF0, 0x9F, 0x98),
          bytes(0xFE, 0xFF),
          bytes(0x80),
          bytes(0xEF, 0xBB, 0xBF));

  /** Most insertions are short; one in this many is as long as a limit, or longer. */
  private static final int RARE = 500;

  /** The bytes of one case. */
  public byte[] payload(int number) {
    SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (number + 1L)));
    byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
    int ways = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
    for (int way = 0; way < ways; way++) {
      bytes = damaged(bytes, random);
    }
    return bytes;
  }

  /** What a failure says about a case, enough to have it again. */
  public String described(int number) {
    byte[] payload = payload(number);
    int shown = Math.min(payload.length, 2_000);
    return "case %d of seed %d, %d bytes: %s%s"
        .formatted(
            number,
            seed,
            payload.length,
            HexFormat.of().formatHex(payload, 0, shown),
            shown < payload.length ? "..." : "");
  }

  private byte[] damaged(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + random.nextInt(bytes.length - at + 1);
    return switch (random.nextInt(15)) {
      case 0 -> flipped(bytes, random);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 3 -> replaced(bytes, at, Math.min(to, at + 4), new byte[0]);
      case 4 -> replaced(bytes, at, at, structure(random));
      case 5 -> replaced(bytes, at, Math.min(to, at + 3), ascii(number(random)));
      case 6 -> replaced(bytes, at, at, ascii(deep(random)));
      case 7 -> replaced(bytes, at, at, ascii("\"" + "n".repeat(length(random, 128)) + "\":"));
      case 8 -> replaced(bytes, at, at, ascii("\"" + "t".repeat(length(random, 4096)) + "\""));
      case 9 -> replaced(bytes, at, at, BROKEN.get(random.nextInt(BROKEN.size())));
      case 10 -> replaced(bytes, at, at, ascii(ESCAPES.get(random.nextInt(ESCAPES.size()))));
      case 11 -> spliced(bytes, at, random);
      case 12, 13 -> withField(bytes, random);
      default -> swapped(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] structure(SplittableRandom random) {
    byte[] inserted = new byte[random.nextInt(1, 4)];
    for (int i = 0; i < inserted.length; i++) {
      inserted[i] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
    }
    return inserted;
  }

  private static String number(SplittableRandom random) {
    return random.nextBoolean()
        ? NUMBERS.get(random.nextInt(NUMBERS.size()))
        : "9".repeat(length(random, 64)) + (random.nextBoolean() ? "" : "e9");
  }

  private static String deep(SplittableRandom random) {
    int depth = length(random, 8);
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth);
      case 1 -> "[".repeat(depth) + "]".repeat(depth);
      default -> ",\"u\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    };
  }

  /** A field more, well-formed by itself: what is wrong with it is its size, or nothing. */
  private static byte[] withField(byte[] bytes, SplittableRandom random) {
    int object = 0;
    while (object < bytes.length && bytes[object] != '{') {
      object++;
    }
    String name = "u" + random.nextInt(1_000);
    String value =
        switch (random.nextInt(4)) {
          case 0 -> "9".repeat(length(random, 64));
          case 1 -> "\"" + "t".repeat(length(random, 4096)) + "\"";
          case 2 -> {
            int depth = length(random, 8);
            yield "[".repeat(depth) + "]".repeat(depth);
          }
          default -> {
            name = "n".repeat(length(random, 128));
            yield "null";
          }
        };
    int at = Math.min(object + 1, bytes.length);
    return replaced(bytes, at, at, ascii("\"" + name + "\":" + value + ","));
  }

  /** Around a limit, or anything below it; rarely as long as a whole event may be. */
  private static int length(SplittableRandom random, int limit) {
    if (random.nextInt(RARE) == 0) {
      return random.nextInt(70_000);
    }
    return random.nextInt(8) == 0 ? limit + random.nextInt(-2, 3) : random.nextInt(1, 12);
  }

  private byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
    byte[] other = corpus.get(random.nextInt(corpus.size()));
    int from = random.nextInt(other.length + 1);
    return replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
  }

  /** Two fields, or what lies between two commas, in each other's place. */
  private static byte[] swapped(byte[] bytes, SplittableRandom random) {
    String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split(",", -1);
    int one = random.nextInt(parts.length);
    int other = random.nextInt(parts.length);
    String kept = parts[one];
    parts[one] = parts[other];
    parts[other] = kept;
    return String.join(",", parts).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + by.length);
    result.write(bytes, 0, from);
    result.writeBytes(by);
    result.write(bytes, to, bytes.length - to);
    return result.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
