package io.diffluent.connectors.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * <p>The JSON reader is more lenient than this, and a decoder would allocate a copy.
 */
final class Utf8 {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Position of the first byte that does not belong to a well-formed character, or -1. */
  static int firstMalformed(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + 8 <= bytes.length && ((long) EIGHT.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = characterLength(bytes, i);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  /** Bytes of the multi-byte character that starts here, or 0 when there is none. */
  private static int characterLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    int second = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return isContinuation(second) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      boolean overlong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second > 0x9F;
      return isContinuation(second) && !overlong && !surrogate && continues(bytes, at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      boolean overlong = lead == 0xF0 && second < 0x90;
      boolean beyond = lead == 0xF4 && second > 0x8F;
      boolean whole = continues(bytes, at + 2) && continues(bytes, at + 3);
      return isContinuation(second) && !overlong && !beyond && whole ? 4 : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at) {
    return at < bytes.length && isContinuation(bytes[at] & 0xFF);
  }

  private static boolean isContinuation(int b) {
    return (b & 0xC0) == 0x80;
  }
}
