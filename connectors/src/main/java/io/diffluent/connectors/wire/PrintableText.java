package io.diffluent.connectors.wire;

/**
 * Texts for people that quote what came in: one line of bounded length, so that a payload cannot
 * forge lines in a log or a terminal.
 */
public final class PrintableText {

  private static final int LONGEST = 200;
  private static final String MORE = "...";

  private PrintableText() {}

  /** The text without control characters, of 200 characters at most. */
  public static String of(String text) {
    boolean isCut = text.length() > LONGEST;
    int end = isCut ? LONGEST - MORE.length() : text.length();
    StringBuilder line = new StringBuilder(LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return isCut ? line.append(MORE).toString() : line.toString();
  }
}
