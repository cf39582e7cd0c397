package io.diffluent.connectors.wire;

/** Texts as cells keep them: without surrounding white space, and always encodable as UTF-8. */
public final class Text {

  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** The text without white space at its ends and without lone surrogates; null when blank. */
  public static String cell(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return from == to ? null : wellFormed(text.substring(from, to));
  }

  /**
   * The text with every lone surrogate replaced. JSON can spell a lone surrogate as an escape; no
   * UTF-8 writer can write it back.
   */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutLoneSurrogates(text);
      }
    }
    return text;
  }

  /** The text with every control character replaced that JSON spells in six letters. */
  static String withoutControls(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && "\b\t\n\f\r".indexOf(text.charAt(i)) < 0) {
        result.setCharAt(i, REPLACEMENT);
      }
    }
    return result.toString();
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int character = text.codePointAt(i);
      boolean lone = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
      result.appendCodePoint(lone ? REPLACEMENT : character);
      i += Character.charCount(character);
    }
    return result.toString();
  }

  /** White space of Unicode, and the blanks that spreadsheets leave behind. */
  private static boolean isSpace(char c) {
    return c <= ' ' || c > 0x7F && (Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B');
  }
}
