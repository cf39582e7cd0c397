package io.diffluent.connectors.replay;

import java.util.SplittableRandom;

/** One slip on a keyboard: a character doubled, lost, exchanged for its neighbour, or swapped. */
final class Typo {

  private static final String KEYS = "qwertyuiop asdfghjkl zxcvbnm 1234567890";

  private Typo() {}

  /** The text with one edit; never the text itself, never empty. */
  static String in(String text, SplittableRandom random) {
    int at = random.nextInt(text.length());
    String edited =
        switch (random.nextInt(4)) {
          case 0 -> text.substring(0, at) + text.substring(at + 1);
          case 1 -> text.substring(0, at) + neighbour(text.charAt(at)) + text.substring(at + 1);
          case 2 -> transposed(text, at);
          default -> doubled(text, at);
        };
    return edited.isBlank() || edited.equals(text) ? doubled(text, at) : edited;
  }

  private static String doubled(String text, int at) {
    return text.substring(0, at) + text.charAt(at) + text.substring(at);
  }

  private static String transposed(String text, int at) {
    if (at + 1 >= text.length()) {
      return text;
    }
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }

  private static char neighbour(char key) {
    int at = KEYS.indexOf(Character.toLowerCase(key));
    if (at < 0 || key == ' ') {
      return 'x';
    }
    int next = at + 1 < KEYS.length() && KEYS.charAt(at + 1) != ' ' ? at + 1 : at - 1;
    char typed = KEYS.charAt(next);
    return Character.isUpperCase(key) ? Character.toUpperCase(typed) : typed;
  }
}
