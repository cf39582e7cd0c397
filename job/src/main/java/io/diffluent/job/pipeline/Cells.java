package io.diffluent.job.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one cell's text looks like. */
final class Cells {

  private static final Set<String> MISSING_WORDS =
      Set.of(
          "?",
          "-",
          "--",
          ".",
          "na",
          "n/a",
          "#n/a",
          "nan",
          "null",
          "none",
          "nil",
          "missing",
          "unknown",
          "undefined");
  private static final String NUMBER = "[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
  private static final Pattern PLAIN = Pattern.compile(NUMBER);
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern DECORATED =
      Pattern.compile(
          "[~<>]?\\s*([$€£]?)\\s*[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|"
              + NUMBER
              + ")\\s*(%|°?[A-Za-z]{0,12})");
  private static final String YMD = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}";
  private static final String DMY = "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}(?:[0-9]{2})?";
  private static final String TIME =
      "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?";
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(?:"
              + YMD
              + "|"
              + DMY
              + ")(?:[T ]"
              + TIME
              + " ?(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?)|"
              + TIME);
  private static final Pattern COMPACT_DATE =
      Pattern.compile("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])");

  /** Numbers people type where there is none: 999, -9999, 11111111, -1, -99, -200. */
  private static final Pattern CODE =
      Pattern.compile("[-+]?([1-9])\\1{2,}(?:\\.0*)?|-(?:1|9|99|100|200|500|1000)(?:\\.0*)?");

  private Cells() {}

  static boolean isMissingWord(String text) {
    return MISSING_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The finite number that the text strictly is, or NaN. */
  static double number(String text) {
    if (text.length() > 64 || !PLAIN.matcher(text).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? value + 0.0 : Double.NaN;
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** The unit around a number, such as {@code %}; null when it is no number with a unit. */
  static String unit(String text) {
    if (text.length() > 64) {
      return null;
    }
    Matcher matcher = DECORATED.matcher(text);
    return matcher.matches() ? matcher.group(1) + matcher.group(2) : null;
  }

  static boolean isDate(String text) {
    return text.length() <= 40 && DATE.matcher(text).matches();
  }

  static boolean isCompactDate(String text) {
    return text.length() == 8 && COMPACT_DATE.matcher(text).matches();
  }

  static boolean isCode(String text) {
    return text.length() <= 24 && CODE.matcher(text).matches();
  }

  /** A column name's words in lower case: {@code PassengerId} is passenger, id. */
  static List<String> words(String name) {
    String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return Arrays.stream(spaced.split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList();
  }
}
