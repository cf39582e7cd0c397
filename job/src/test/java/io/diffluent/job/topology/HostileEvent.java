package io.diffluent.job.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An event that nobody wants, and what becomes of it.
 *
 * @param value its bytes, or null for a tombstone
 * @param reason code of the dead letter, or null where it is accepted all the same
 */
record HostileEvent(String name, byte[] value, String reason) {

  /** Above every limit of the parser. */
  private static final int BIG = 10 << 20;

  static List<HostileEvent> all() {
    return List.of(
        refused("plain text", "hello", "not-json"),
        refused("cut off", "{\"a\":1,\"b\":", "not-json"),
        refused("two documents", "{\"a\":1}{\"a\":2}", "not-json"),
        refused("bare NaN", "{\"a\":NaN,\"minutes\":1}", "not-json"),
        refused("an array", "[1,2,3]", "not-an-object"),
        refused("a number", "17", "not-an-object"),
        refused("an object in a column", "{\"a\":{\"b\":1},\"minutes\":1}", "wrong-type"),
        refused("an array as label", "{\"a\":1,\"minutes\":[1]}", "wrong-type"),
        refused("a nested bomb", "{\"z\":" + "[".repeat(50_000), "too-deep"),
        refused("a long text", "{\"city\":\"" + "x".repeat(5_000) + "\"}", "too-long"),
        refused("a long number", "{\"a\":" + "1".repeat(500) + "}", "too-long"),
        refused("the same field twice", "{\"a\":1,\"a\":2,\"minutes\":1}", "duplicate-field"),
        refused("a number beyond a double", "{\"a\":1e400,\"minutes\":1}", "number-out-of-range"),
        new HostileEvent("10 MB", big(), "too-large"),
        new HostileEvent("not UTF-8", new byte[] {'{', '"', (byte) 0xC3, 0x28, '}'}, "not-utf8"),
        new HostileEvent("zeros", new byte[64], "not-json"),
        new HostileEvent("no bytes", new byte[0], "empty"),
        new HostileEvent("a tombstone", null, "empty"),
        accepted("no label", "{\"a\":20.5,\"b\":90,\"c\":0.1,\"city\":\"berlin\"}"),
        accepted("a label that is no number", "{\"a\":20.5,\"minutes\":\"NaN\"}"),
        accepted("a label beyond a double", "{\"a\":20.5,\"minutes\":\"1e400\"}"),
        accepted("a null label", "{\"a\":20.5,\"minutes\":null}"),
        accepted("nothing", "{}"),
        accepted("a cell beyond a double", "{\"a\":\"1e400\",\"b\":\"-1e999\"}"),
        accepted("the largest numbers", "{\"a\":1.7e308,\"b\":-1.7e308,\"c\":5e-324}"),
        accepted("words and booleans", "{\"a\":true,\"b\":\"ninety\",\"c\":\"0x1F\",\"city\":7}"),
        accepted("half a character", "{\"city\":\"\\ud800\",\"a\":\"\\u0000\"}"),
        accepted(
            "unknown fields", "{\"a\":20.5,\"zz\":{\"deep\":[1,{\"x\":null}]},\"__proto__\":1}"));
  }

  private static HostileEvent refused(String name, String value, String reason) {
    return new HostileEvent(name, value.getBytes(StandardCharsets.UTF_8), reason);
  }

  private static HostileEvent accepted(String name, String value) {
    return new HostileEvent(name, value.getBytes(StandardCharsets.UTF_8), null);
  }

  private static byte[] big() {
    byte[] bytes = new byte[BIG];
    Arrays.fill(bytes, (byte) ' ');
    bytes[0] = '{';
    bytes[BIG - 1] = '}';
    return bytes;
  }
}
