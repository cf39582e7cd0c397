package io.diffluent.connectors.wire;

/**
 * Texts for people that quote what came in: one line of bounded length, so that a payload cannot
 * forge lines in a log or a terminal.
 */
public final class PrintableText {

  private static final int LONGEST = 200;

  private PrintableText() {}

  /** The text without control characters, cut at 200. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST) + 3);
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return text.length() > LONGEST ? line.append("...").toString() : line.toString();
  }
}
